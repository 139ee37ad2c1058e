"""A push operation: its key and state, from whatever the caller passed, and the error or warnings that it ends with."""

from __future__ import annotations

import warnings
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple, Union, cast

from codatsynccommerce._runtime.datetimes import utc_seconds
from codatsynccommerce._runtime.errors import RequestError, SDKError, one_line
from codatsynccommerce.models import shared
from codatsynccommerce.models.errors import (
    PushError,
    PushFailedError,
    PushTimedOutError,
    PushWarning,
    WaitTimeoutError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Push = Union[shared.PushOperation, "tuple[str, str]", Any]
"""A push operation, its company id and key, or the response of a call that creates."""

SUCCESS = "Success"
_FINAL = {status.lower(): status for status in (SUCCESS, "Failed", "TimedOut")}


class PushKey(NamedTuple):
    """What identifies a push operation."""

    company_id: str
    operation: str


def key_of(push: Push) -> PushKey:
    """Return the key of a push operation.

    Raises:
        errors.RequestError: The value holds none.
    """
    if isinstance(push, tuple):
        parts = cast("tuple[Any, ...]", push)
        if len(parts) == len(PushKey._fields) and all(isinstance(part, str) and part for part in parts):
            return PushKey(*parts)
        message = f"a push operation is identified by its (company_id, key), not by {parts!r:.100}"
        raise RequestError(message)
    state = state_of(push)
    if state is None or not state.company_id or not state.push_operation_key:
        message = f"no push operation to wait for in a {type(push).__name__}"
        raise RequestError(message)
    return PushKey(state.company_id, state.push_operation_key)


def state_of(push: Push) -> shared.PushOperation | None:
    """Return the push operation that a response holds; None for a bare key."""
    if isinstance(push, shared.PushOperation):
        return push
    attributes: list[Any] = [push, *cast("dict[str, Any]", getattr(push, "__dict__", {})).values()]
    for value in attributes:
        if hasattr(value, "push_operation_key") and hasattr(value, "status"):
            names = [field.name for field in fields(shared.PushOperation)]
            return shared.PushOperation(**{name: getattr(value, name) for name in names})
    return None


def final_status(state: shared.PushOperation) -> str | None:
    """Return the status that a push operation ended with, in the spelling of this release, or None while it runs.

    A status that this release does not know is not a final one.
    """
    return _FINAL.get(str(state.status).lower())


def requested_at(state: shared.PushOperation) -> float | None:
    """Return when a push was requested, in seconds since 1970, or None if the API does not say."""
    return utc_seconds(state.requested_on_utc)


def push_error(done: shared.PushOperation) -> PushError:
    """Return the error for a push operation that ended as Failed or TimedOut."""
    text = f"push of {done.data_type or 'a record'} ended as {done.status}: {reasons_of(done)}"
    error = PushTimedOutError(text) if final_status(done) == "TimedOut" else PushFailedError(text)
    error.operation = done
    error.operations = (done,)
    error.maybe_applied = isinstance(error, PushTimedOutError)
    return error


def wait_timeout_error(
    states: list[shared.PushOperation], left: int, count: int, problem: SDKError | None
) -> WaitTimeoutError:
    """Return the error for a wait whose time was too short.

    Arguments:
        states: The last known states.
        left: How many operations have not ended.
        count: How many were waited for.
        problem: The error that kept the last poll from reading, if any.
    """
    last = next((state for state in states if not final_status(state)), None)
    status = last.status if last else "unknown"
    error = WaitTimeoutError(f"{left} of {count} push operations not finished in time, last status {status}")
    error.operation = last
    error.operations = tuple(states)
    error.maybe_applied = True
    error.retry_after = problem.retry_after if problem else None
    error.__cause__ = problem
    return error


def show_warnings(done: shared.PushOperation, stacklevel: int = 3) -> None:
    """Warn of what the accounting software left out or changed."""
    # Python shows the same text once: with the key in it, each record has its own.
    record = f"push of {done.data_type or 'a record'} ({done.push_operation_key})"
    for text in warnings_of(done):
        warnings.warn(f"{record}: {text}", PushWarning, stacklevel=stacklevel)


def reasons_of(done: shared.PushOperation) -> str:
    """Return why a push operation did not succeed, in one line."""
    reasons = _messages(done.validation.errors if done.validation else None)
    message = [str(done.error_message)] if done.error_message else []
    return one_line("; ".join([*reasons, *message])) or "no reason given"


def warnings_of(done: shared.PushOperation) -> list[str]:
    """Return what the accounting software left out or changed, each in one line."""
    return _messages(done.validation.warnings if done.validation else None)


def _messages(items: Sequence[shared.ValidationItem | None] | None) -> list[str]:
    # An item of another shape than described is kept as it was sent.
    readable = [item for item in items or [] if isinstance(item, shared.ValidationItem)]
    texts = [": ".join(str(text) for text in (item.item_id, item.message) if text) for item in readable]
    return [one_line(text) or "no reason given" for text in texts]
