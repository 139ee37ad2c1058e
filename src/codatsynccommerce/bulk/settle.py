"""Settle records of a journal from webhook events: the function that a receiver calls."""

from __future__ import annotations

from os import PathLike
from typing import Any

from codatsynccommerce._pushes.events import state_from_event
from codatsynccommerce._pushes.mismatch import data_type_differs, normalized
from codatsynccommerce._pushes.outcome import PushKey
from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce.models.webhooks import Event
from codatsynccommerce.webhooks.inbox import WriteEvent

from .locate import locate
from .outcome import Outcome, outcome_of, storable
from .rules import FAILED, SUCCEEDED, TIMED_OUT


def settle(journal: str | PathLike[str], event: Event, *, name: str | None = None) -> bool:
    """Write the outcome that a webhook event reports into the journal of a bulk run, in place of polls.

    Call it from your receiver with every event, in whatever order and however often they arrive: while the run goes on,
    in this or another process, after it has ended, or after it was killed. An event about a push operation that the
    journal does not know yet is kept until the next run learns of it.

    Arguments:
        journal: The file of the journal, or the URL of a PostgreSQL database.
        event: The event that `webhooks.parse` returned.
        name: Name of the journal in the database; None settles whichever journal of it the event concerns.

    Returns:
        Whether the event changes the journal: False for repeats, and for events about anything else.

    Raises:
        bulk.JournalError: There is no such journal, or it cannot be used.
        errors.RequestError: An argument cannot be used.

    See https://docs.codat.io/using-the-api/webhooks/overview
    """
    location = locate(journal, name)
    if not hasattr(event, "event_type"):
        message = f"settle takes an event that webhooks.parse returned, not {type(event).__name__}"
        raise RequestError(message)
    outcome = _outcome_of(event)
    if outcome is None:
        return False
    company, data_type = _company_of(event), event.event_type.partition(".")[0]

    def may_be_of(company_id: str, request_path: str) -> bool:
        same_company = company is None or normalized(company) == normalized(company_id)
        return bool(request_path) and same_company and data_type_differs(request_path, data_type) is None

    return location.keep_event(outcome, may_be_of)


def _outcome_of(event: Any) -> Outcome | None:
    """Return the outcome of a push operation that an event reports; None if it reports no outcome."""
    if not str(event.event_type).endswith((".write.successful", ".write.unsuccessful")) or not event.payload:
        return None
    write: WriteEvent = event
    key = PushKey(_company_of(event) or "", str(write.payload.id or ""))
    outcome = outcome_of(state_from_event(write, key, None))
    if outcome.operation is None or outcome.state not in (SUCCEEDED, FAILED, TIMED_OUT):
        return None
    if outcome.state == SUCCEEDED:
        return outcome
    status = write.payload.status
    error = f"the push ended as {status}; the event gives no reasons: read push operation {outcome.operation}"
    return outcome._replace(error=storable(error))


def _company_of(event: Any) -> str | None:
    company = event.payload.reference_company
    return company.id if company else None
