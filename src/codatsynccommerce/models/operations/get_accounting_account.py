"""Get account. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetAccountingAccountRequest(Request):
    """The request of `get_accounting_account`."""

    account_id: str
    """Identifier of the account in the accounting software, opaque text. Percent-encode it."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetAccountingAccountResponse(Response["shared.AccountingAccount"]):
    """The response of `get_accounting_account`."""

    accounting_account: Optional[shared.AccountingAccount] = None
    """Account in the chart of accounts (nominal ledger) of a company, to which transactions are posted."""


GET_ACCOUNTING_ACCOUNT: Operation[GetAccountingAccountResponse] = Operation(
    name="get-accounting-account",
    method="GET",
    path="/companies/{company_id}/data/accounts/{account_id}",
    request=GetAccountingAccountRequest,
    response=GetAccountingAccountResponse,
    payload="accounting_account",
)
