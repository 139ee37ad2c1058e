"""What the push history proves about records whose keys the API has forgotten, or may have.

The history lists operations without the content of their records, and neither their times nor their types identify a
record. So it proves only one thing: if every operation of a company since the journal began is one whose key a record
of the journal holds, then no other record of the journal was applied there. In every other case the records stay
unknown, with a list of the operations that may have created them, for a person to decide.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from codatsynccommerce._pushes.history import pushes_since
from codatsynccommerce._pushes.outcome import requested_at
from codatsynccommerce._runtime.errors import SDKError

from .journal import Candidate, JournalError
from .outcome import Outcome, operation_key, storable
from .rules import FAILED, HISTORY_DELAY, SENDING
from .throttle import NoMoreRequestsError

if TYPE_CHECKING:
    from codatsynccommerce._pushes.history import Caller, HistoryPage
    from codatsynccommerce._runtime.client import Client

    from .api_clock import ApiClock
    from .journal import HistoryStore, JournalRecord, JournalStore
    from .sender import Sender

_CLOCK_MARGIN = 10.0
"""Seconds by which the clocks of the API's own servers may differ."""
_BATCH = 500
_MAX_CANDIDATES = 1000
_LONGEST_ERROR = 1000
_NO_RESPONSE = "it was sent, and no response came"
_HISTORY = "; the push history: "


def reconcile(client: Client, journal: JournalStore, api_clock: ApiClock, sender: Sender) -> None:
    """Settle every record that can no longer be sent again under its key, as far as the push history proves it.

    A record that was provably not applied becomes READY under a new key, or FAILED if the API's stored response was an
    error.

    Arguments:
        client: Reads the history.
        journal: Holds the records.
        api_clock: The API's clock.
        sender: Knows when records were sent.
    """
    companies: dict[str, list[JournalRecord]] = {}
    mixed_up = journal.mixed_up_companies()
    for record in journal.records(SENDING):
        if not sender.can_ask_again(record):
            companies.setdefault(record.target.company_id, []).append(record)
    for company_id, records in companies.items():
        reconcile_company(client, journal, api_clock, sender, records, mixed_up=company_id in mixed_up)


def reconcile_company(
    client: Caller,
    journal: HistoryStore,
    api_clock: ApiClock,
    sender: Sender,
    records: list[JournalRecord],
    *,
    mixed_up: bool,
) -> None:
    """Settle records of one company that can no longer be asked for, as far as its push history proves it.

    Arguments:
        client: Reads the history.
        journal: Holds the records.
        api_clock: The API's clock.
        sender: Knows when records were sent.
        records: One or more.
        mixed_up: Whether a response to a record of the company has named the operation of another one.

    Raises:
        NoMoreRequestsError: No request may leave any more. Nothing is written.
    """
    company_id = records[0].target.company_id
    try:
        candidates = _unclaimed(client, journal, api_clock, company_id)
    except (JournalError, NoMoreRequestsError):
        raise
    except SDKError as problem:
        _explain(journal, sender, records, f"it cannot be read whole: {problem}")
        return
    journal.set_candidates(company_id, candidates[:_MAX_CANDIDATES])
    if candidates:
        count = f"{len(candidates)} operation{'s' if len(candidates) > 1 else ''}"
        _explain(journal, sender, records, f"it shows {count} that may be this record")
    elif mixed_up:
        # Responses were mixed up on their way, so the wrong record may hold an operation.
        _explain(journal, sender, records, "it proves nothing: a response named the operation of another record")
    else:
        _release_absent(journal, api_clock, sender, records)


def _unclaimed(client: Caller, journal: HistoryStore, api_clock: ApiClock, company_id: str) -> list[Candidate]:
    """Return the operations of a company since the journal began whose keys no record holds, newest first.

    Raises:
        errors.SDKError: The history cannot be read whole.
    """
    began = journal.began()
    since = None if began is None else began - _CLOCK_MARGIN
    sent = api_clock.now()

    def on_page(page: HistoryPage) -> None:
        nonlocal sent
        api_clock.observe(page.headers.get("Date"), sent)
        sent = api_clock.now()

    held: set[str] = set()
    unclaimed: dict[object, Candidate] = {}
    pushes = pushes_since(client, company_id, since, on_page)
    while batch := list(islice(pushes, _BATCH)):
        held |= journal.held_of([key for push in batch if (key := operation_key(push)) is not None])
        for push in batch:
            key, moment = operation_key(push), requested_at(push)
            if key not in held and (since is None or moment is None or moment >= since):
                name = key or storable(f"{push.push_operation_key!r:.100}")
                texts = (storable(text)[:100] if text else None for text in (push.data_type, push.status))
                unclaimed[name] = Candidate(name, moment, *texts)
    if len(held) < journal.held_count(company_id):
        message = "it does not show operations that are known"
        raise SDKError(message)
    return list(unclaimed.values())


def _release_absent(journal: HistoryStore, api_clock: ApiClock, sender: Sender, records: list[JournalRecord]) -> None:
    """Release records that the history proves absent, unless it may not show them yet because they are so recent."""
    now = api_clock.earliest(api_clock.now())
    for record in records:
        sent = record.sent.latest
        if sent is None or now is None or now - sent < HISTORY_DELAY:
            _explain(journal, sender, [record], "it may not show an operation this recent yet")
        elif record.response_stored:
            error = f"{_base_error(record)}{_HISTORY}it proves that the record was not created"
            journal.settle(record, Outcome(FAILED, error=error), record.sent)
        else:
            journal.release(record, new_key=True)


def _explain(journal: HistoryStore, sender: Sender, records: list[JournalRecord], reason: str) -> None:
    for record in records:
        error = storable(f"{_base_error(record)}{_HISTORY}{reason}"[:_LONGEST_ERROR])
        outcome = Outcome(SENDING, error=error, response_stored=record.response_stored)
        journal.settle(record, outcome, sender.sent_between(record))


def _base_error(record: JournalRecord) -> str:
    """Return the error of a record without what an earlier reading of the history added."""
    return (record.error or _NO_RESPONSE).partition(_HISTORY)[0]
