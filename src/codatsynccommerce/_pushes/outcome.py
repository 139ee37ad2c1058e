"""A push operation: its key and state in whatever the caller holds, and the error or warnings that it ends in."""

from __future__ import annotations

import warnings
from dataclasses import fields
from datetime import timezone
from typing import TYPE_CHECKING, Any, NamedTuple, Union, cast

from codatsynccommerce._runtime.datetimes import parse_datetime
from codatsynccommerce._runtime.errors import (
    PushError,
    PushFailedError,
    PushTimedOutError,
    PushWarning,
    RequestError,
    SDKError,
    WaitTimeoutError,
    one_line,
)
from codatsynccommerce.models import shared

if TYPE_CHECKING:
    from collections.abc import Sequence

Pushed = Union[shared.PushOperation, "tuple[str, str]", Any]
"""A push operation, its company id and key, or the answer of a call that creates."""

_FINAL = {status.lower(): status for status in ("Success", "Failed", "TimedOut")}


class Key(NamedTuple):
    """What names a push operation."""

    company_id: str
    operation: str


def key_of(pushed: Pushed) -> Key:
    """Give the key of a push operation.

    Raises:
        errors.RequestError: There is none in it.
    """
    if isinstance(pushed, tuple):
        both = cast("tuple[Any, ...]", pushed)
        if len(both) == len(Key._fields) and all(isinstance(one, str) and one for one in both):
            return Key(*both)
        message = f"a push operation is named by its (company_id, key), not by {both!r:.100}"
        raise RequestError(message)
    state = state_of(pushed)
    if state is None or not state.company_id or not state.push_operation_key:
        message = f"no push operation to wait for in a {type(pushed).__name__}"
        raise RequestError(message)
    return Key(state.company_id, state.push_operation_key)


def state_of(pushed: Pushed) -> shared.PushOperation | None:
    """Give the push operation that an answer holds; None for a mere key."""
    if isinstance(pushed, shared.PushOperation):
        return pushed
    inside: list[Any] = [pushed, *cast("dict[str, Any]", getattr(pushed, "__dict__", {})).values()]
    for one in inside:
        if hasattr(one, "push_operation_key") and hasattr(one, "status"):
            return shared.PushOperation(**{slot.name: getattr(one, slot.name) for slot in fields(shared.PushOperation)})
    return None


def end_of(state: shared.PushOperation) -> str | None:
    """Give the status that an operation ended in, in the letters of this release, however the API writes it.

    None where it goes on. A status that this release does not know is not the last one.
    """
    return _FINAL.get(str(state.status).lower())


def requested(state: shared.PushOperation) -> float | None:
    """Give when a push was requested, in seconds since the epoch; None where the API does not say."""
    try:
        moment = parse_datetime(str(state.requested_on_utc))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp()


def failure_of(done: shared.PushOperation) -> PushError:
    """Make the error for an operation that ended as Failed or TimedOut."""
    text = f"push of {done.data_type or 'a record'} ended as {done.status}: {reasons_of(done)}"
    error = PushTimedOutError(text) if end_of(done) == "TimedOut" else PushFailedError(text)
    error.operation = done
    error.operations = (done,)
    error.maybe_applied = isinstance(error, PushTimedOutError)
    return error


def unfinished(states: list[shared.PushOperation], left: int, count: int, problem: SDKError | None) -> WaitTimeoutError:
    """Make the error for a time that was too short.

    Arguments:
        states: The last known states.
        left: How many operations have not ended.
        count: How many were waited for.
        problem: What kept the last poll from telling, if anything.
    """
    last = next((one for one in states if not end_of(one)), None)
    status = last.status if last else "unknown"
    error = WaitTimeoutError(f"{left} of {count} push operations not finished in time, last status {status}")
    error.operation = last
    error.operations = tuple(states)
    error.maybe_applied = True
    error.retry_after = problem.retry_after if problem else None
    error.__cause__ = problem
    return error


def show_warnings(done: shared.PushOperation) -> None:
    """Warn of what the accounting software left out or changed."""
    # Python shows the same text once: with the key in it, each record has its own.
    record = f"push of {done.data_type or 'a record'} ({done.push_operation_key})"
    for text in warnings_of(done):
        warnings.warn(f"{record}: {text}", PushWarning, stacklevel=3)


def reasons_of(done: shared.PushOperation) -> str:
    """Give why an operation did not succeed, in one line."""
    found = _said(done.validation.errors if done.validation else None)
    message = [str(done.error_message)] if done.error_message else []
    return one_line("; ".join([*found, *message])) or "no reason given"


def warnings_of(done: shared.PushOperation) -> list[str]:
    """Give what the accounting software left out or changed, each in one line."""
    return _said(done.validation.warnings if done.validation else None)


def _said(found: Sequence[shared.ValidationItem | None] | None) -> list[str]:
    words = [": ".join(str(text) for text in (one.item_id, one.message) if text) for one in found or [] if one]
    return [one_line(text) or "no reason given" for text in words]
