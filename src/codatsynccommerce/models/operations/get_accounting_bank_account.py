"""Generated from api/accounting/bank_accounts.yaml by `make generate`: get-accounting-bank-account."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetAccountingBankAccountRequest:
    """What `get_accounting_bank_account` asks for.

    Arguments:
        account_id: Identifier of the bank account in the accounting software, opaque text. Percent-encode it.
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection, as `s.company_management.list_connections` gives it.
    """

    account_id: str
    """Identifier of the bank account in the accounting software, opaque text. Percent-encode it."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as `s.company_management.list_connections` gives it."""


@dataclass
class GetAccountingBankAccountResponse(Response):
    """What `get_accounting_bank_account` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    accounting_bank_account: Optional[shared.AccountingBankAccount] = None
    """Bank or credit account of the company as it is recorded in the accounting software."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_ACCOUNTING_BANK_ACCOUNT: Operation[GetAccountingBankAccountResponse] = Operation(
    name="get-accounting-bank-account",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/bankAccounts/{account_id}",
    request=GetAccountingBankAccountRequest,
    response=GetAccountingBankAccountResponse,
    payload="accounting_bank_account",
)
