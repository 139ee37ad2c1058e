"""Get bank account. Generated from api/accounting/bank_accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetAccountingBankAccountRequest(Request):
    """The request of `get_accounting_bank_account`."""

    account_id: str
    """Identifier of the bank account in the accounting software, opaque text. Percent-encode it."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as returned by `s.platform_connections.list_connections`."""


@dataclass
class GetAccountingBankAccountResponse(Response["shared.AccountingBankAccount"]):
    """The response of `get_accounting_bank_account`."""

    accounting_bank_account: Optional[shared.AccountingBankAccount] = None
    """Bank or credit account of the company as it is recorded in the accounting software."""


GET_ACCOUNTING_BANK_ACCOUNT: Operation[GetAccountingBankAccountResponse] = Operation(
    name="get-accounting-bank-account",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/bankAccounts/{account_id}",
    request=GetAccountingBankAccountRequest,
    response=GetAccountingBankAccountResponse,
    payload="accounting_bank_account",
)
