"""What became of a record: its state in the journal, and what the API said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from codatsynccommerce._pushes.outcome import final_status, reasons_of, requested_at, warnings_of

if TYPE_CHECKING:
    from codatsynccommerce.models import shared

READY = "ready"
"""Not sent, or sent and certainly not taken: it can be sent."""
SENDING = "sending"
"""Sent, and no answer seen that tells what became of it."""
PENDING = "pending"
"""Taken by the API, on its way into the accounting software."""
SUCCEEDED = "succeeded"
FAILED = "failed"
UNKNOWN = "unknown"
"""Ended without telling: the API gave up waiting for the accounting software."""

_ENDS = {"Success": SUCCEEDED, "Failed": FAILED, "TimedOut": UNKNOWN}


class Outcome(NamedTuple):
    """What became of a record.

    Attributes:
        state: One of the states above.
        operation: Key of its push operation.
        requested: When the API took it, in seconds since the epoch.
        record_id: Id of the new record.
        error: Why it is not there, or not known to be.
        warnings: What the accounting software left out or changed.
        stored: Whether the API has stored an answer that it would only repeat.
    """

    state: str
    operation: str | None = None
    requested: float | None = None
    record_id: str | None = None
    error: str | None = None
    warnings: str | None = None
    stored: bool = False


def outcome_of(push: shared.PushOperation) -> Outcome:
    """Read the outcome of a push operation. A status that this release does not know is not the last one."""
    state = _ENDS.get(final_status(push) or "", PENDING)
    refs = [one.record_ref.id for one in push.changes or [] if one and one.record_ref and one.record_ref.id]
    return Outcome(
        state,
        push.push_operation_key,
        requested=requested_at(push),
        record_id=str(refs[0]) if state == SUCCEEDED and refs else None,
        error=f"the push ended as {push.status}: {reasons_of(push)}" if state in (FAILED, UNKNOWN) else None,
        warnings="; ".join(warnings_of(push)) or None,
    )
