"""Create journal entry. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingJournalEntryRequest(Request):
    """The request of `create_accounting_journal_entry`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    accounting_journal_entry: Optional[shared.AccountingJournalEntry] = None
    """Journal entry to create, with balanced lines.

    Leave out `id`, `modified_date` and `source_modified_date`, which the server or platform sets.
    """

    timeout_in_minutes: Optional[int] = None
    """Minutes after which an unfinished push is marked `TimedOut`.

    The write may still happen later if it was already under way.
    """

    allow_sync_on_push_complete: Optional[bool] = None
    """Whether Codat refreshes the data type after the push has finished. Codat assumes `true` if it is not sent."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            connection_id: str,
            accounting_journal_entry: Optional[Union[shared.AccountingJournalEntry, Mapping[str, Any]]] = None,
            timeout_in_minutes: Optional[int] = None,
            allow_sync_on_push_complete: Optional[bool] = None,
        ) -> None: ...


@dataclass
class CreateAccountingJournalEntryResponse(Response["shared.AccountingCreateJournalEntryResponse"]):
    """The response of `create_accounting_journal_entry`."""

    accounting_create_journal_entry_response: Optional[shared.AccountingCreateJournalEntryResponse] = None
    """Push operation that creates a journal entry in the accounting software, with its progress, outcome and
    validation messages.
    """


CREATE_ACCOUNTING_JOURNAL_ENTRY: Operation[CreateAccountingJournalEntryResponse] = Operation(
    name="create-accounting-journal-entry",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/journalEntries",
    query={"timeout_in_minutes": "timeoutInMinutes", "allow_sync_on_push_complete": "allowSyncOnPushComplete"},
    body="accounting_journal_entry",
    request=CreateAccountingJournalEntryRequest,
    response=CreateAccountingJournalEntryResponse,
    payload="accounting_create_journal_entry_response",
)
