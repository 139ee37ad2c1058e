"""Generated from api/accounting/accounts.yaml by `make generate`: create-accounting-account."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingAccountRequest:
    """What `create_accounting_account` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the accounting connection to write to, which must be `Linked`.
        accounting_account: Account to create. Leave out `id`, `modified_date` and `source_modified_date`, which the
            server or platform sets.
        timeout_in_minutes: Minutes after which an unfinished push is marked `TimedOut`. The write may still happen
            later if it was already under way.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
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


@dataclass
class CreateAccountingAccountResponse(Response):
    """What `create_accounting_account` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    accounting_create_account_response: Optional[shared.AccountingCreateAccountResponse] = None
    """Push operation that creates an account in the accounting software, with its progress, outcome and
    validation messages.
    """

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried."""


CREATE_ACCOUNTING_ACCOUNT: Operation[CreateAccountingAccountResponse] = Operation(
    name="create-accounting-account",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/accounts",
    query={"timeout_in_minutes": "timeoutInMinutes"},
    body="accounting_account",
    request=CreateAccountingAccountRequest,
    response=CreateAccountingAccountResponse,
    payload="accounting_create_account_response",
)
