"""Create account. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Union, cast

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingAccountRequest(Request):
    """The request of `create_accounting_account`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    accounting_account: Optional[shared.AccountingAccount] = None
    """Account to create.

    Leave out `id`, `modified_date` and `source_modified_date`, which the server or platform sets.
    """

    timeout_in_minutes: Optional[int] = None
    """Minutes after which an unfinished push is marked `TimedOut`.

    The write may still happen later if it was already under way.
    """

    allow_sync_on_push_complete: Optional[bool] = None
    """Whether Codat refreshes the data type after the push has finished. Codat assumes `true` if it is not sent."""

    def __init__(
        self,
        company_id: str,
        connection_id: str,
        accounting_account: Optional[Union[shared.AccountingAccount, Mapping[str, Any]]] = None,
        timeout_in_minutes: Optional[int] = None,
        allow_sync_on_push_complete: Optional[bool] = None,
        *,
        account_prototype: Optional[Union[shared.AccountingAccount, Mapping[str, Any]]] = None,
    ) -> None:
        """Create a request. 0.3.0 had other names for some fields: `account_prototype` for `accounting_account`."""
        self.company_id = company_id
        self.connection_id = connection_id
        self.accounting_account = cast("Optional[shared.AccountingAccount]", accounting_account)
        self.timeout_in_minutes = timeout_in_minutes
        self.allow_sync_on_push_complete = allow_sync_on_push_complete
        if account_prototype is not None:
            self.account_prototype = cast("Optional[shared.AccountingAccount]", account_prototype)

    @property
    def account_prototype(self) -> Optional[shared.AccountingAccount]:
        """The name that 0.3.0 gave `accounting_account`."""
        return self.accounting_account

    @account_prototype.setter
    def account_prototype(self, value: Optional[shared.AccountingAccount]) -> None:
        self.accounting_account = value


@dataclass
class CreateAccountingAccountResponse(Response["shared.AccountingCreateAccountResponse"]):
    """The response of `create_accounting_account`."""

    accounting_create_account_response: Optional[shared.AccountingCreateAccountResponse] = None
    """Push operation that creates an account in the accounting software, with its progress, outcome and
    validation messages.
    """


CREATE_ACCOUNTING_ACCOUNT: Operation[CreateAccountingAccountResponse] = Operation(
    name="create-accounting-account",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/accounts",
    query={"timeout_in_minutes": "timeoutInMinutes", "allow_sync_on_push_complete": "allowSyncOnPushComplete"},
    body="accounting_account",
    request=CreateAccountingAccountRequest,
    response=CreateAccountingAccountResponse,
    payload="accounting_create_account_response",
)
