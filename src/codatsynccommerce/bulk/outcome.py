"""What became of a record, and the checks on everything that the API says about it before it enters a journal."""

from __future__ import annotations

from typing import NamedTuple

from codatsynccommerce._pushes.outcome import final_status, reasons_of, requested_at, warnings_of
from codatsynccommerce.models import shared

from .rules import FAILED, PENDING, SENDING, SUCCEEDED, TIMED_OUT

_STATES = {"Success": SUCCEEDED, "Failed": FAILED, "TimedOut": TIMED_OUT}
_LONGEST_ID = 500
_UNUSABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What values of an unexpected type or size raise when they are read."""


class Outcome(NamedTuple):
    """What became of a record.

    Attributes:
        state: Its state, one of those in `rules`.
        operation: Key of its push operation.
        requested: When the API accepted it, in seconds since the epoch.
        record_id: Id of the new record.
        error: Why it was not created, or is not known to be.
        warnings: What the accounting software left out or changed.
        response_stored: Whether the API has stored a response that it would only repeat.
    """

    state: str
    operation: str | None = None
    requested: float | None = None
    record_id: str | None = None
    error: str | None = None
    warnings: str | None = None
    response_stored: bool = False


def outcome_of(push: shared.PushOperation) -> Outcome:
    """Return the outcome that a push operation reports, in values that every journal can store.

    A status that this release does not know is not taken for a final one. An operation that cannot be stored leaves its
    record SENDING, with the reason as its error.
    """
    try:
        return _read(push)
    except _UNUSABLE as error:
        return Outcome(SENDING, error=storable(f"the response cannot be kept: {type(error).__name__}: {error}"))


def operation_key(push: shared.PushOperation) -> str | None:
    """Return the key of a push operation as every journal stores it; None if it is neither text nor a whole number."""
    return _id(push.push_operation_key)


def storable(text: object) -> str:
    """Return a text that every journal can store: without halves of surrogate pairs and without NUL."""
    return str(text).replace("\0", "\\0").encode("utf-8", "backslashreplace").decode("utf-8")


def _read(push: shared.PushOperation) -> Outcome:
    key = operation_key(push)
    if key is None:
        return Outcome(
            SENDING, error=storable(f"the response names no push operation: {push.push_operation_key!r:.100}")
        )
    state = _STATES.get(final_status(push) or "", PENDING)
    failed = state in (FAILED, TIMED_OUT)
    warnings = warnings_of(push)
    return Outcome(
        state,
        key,
        requested=requested_at(push),
        record_id=_record_id(push) if state == SUCCEEDED else None,
        error=storable(f"the push ended as {push.status}: {reasons_of(push)}") if failed else None,
        warnings=storable("; ".join(warnings)) if warnings else None,
    )


def _record_id(push: shared.PushOperation) -> str | None:
    # A change of another shape than described is kept as it was sent.
    references = [change.record_ref for change in push.changes or [] if isinstance(change, shared.PushOperationChange)]
    ids = [_id(reference.id) for reference in references if isinstance(reference, shared.PushOperationRef)]
    return next((one for one in ids if one), None)


def _id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    text = str(value)
    return text if text and storable(text) == text and len(text) <= _LONGEST_ID else None
