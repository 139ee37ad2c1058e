"""Create credit note. Generated from api/accounting/credit_notes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingCreditNoteRequest(Request):
    """The request of `create_accounting_credit_note`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    accounting_credit_note: Optional[shared.AccountingCreditNote] = None
    """Credit note to create, with its lines and customer.

    Leave out `id`, `modified_date` and `source_modified_date`, which the server or platform sets.
    """

    timeout_in_minutes: Optional[int] = None
    """Minutes after which an unfinished push is marked `TimedOut`.

    The write may still happen later if it was already under way.
    """

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            connection_id: str,
            accounting_credit_note: Optional[Union[shared.AccountingCreditNote, Mapping[str, Any]]] = None,
            timeout_in_minutes: Optional[int] = None,
        ) -> None: ...


@dataclass
class CreateAccountingCreditNoteResponse(Response["shared.AccountingCreateCreditNoteResponse"]):
    """The response of `create_accounting_credit_note`."""

    accounting_create_credit_note_response: Optional[shared.AccountingCreateCreditNoteResponse] = None
    """Push operation that creates a credit note in the accounting software, with its progress, outcome and
    validation messages.
    """


CREATE_ACCOUNTING_CREDIT_NOTE: Operation[CreateAccountingCreditNoteResponse] = Operation(
    name="create-accounting-credit-note",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/creditNotes",
    query={"timeout_in_minutes": "timeoutInMinutes"},
    body="accounting_credit_note",
    request=CreateAccountingCreditNoteRequest,
    response=CreateAccountingCreditNoteResponse,
    payload="accounting_create_credit_note_response",
)
