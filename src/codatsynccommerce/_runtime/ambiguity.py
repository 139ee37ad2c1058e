"""Whether a write that failed may nevertheless have been applied."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .errors import APIConnectionError, CallInterruptedError, ResponseDecodeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .errors import SDKError
    from .operation import Operation

_VERDICTS = range(200, 500)
"""Statuses that tell how the server handled the request."""
_SEE_OTHER = 303
_REQUEST_TIMEOUT = 408
_CONFLICT = 409


def may_have_been_applied(
    operation: Operation[object],
    error: SDKError,
    *,
    previous: bool,
    key_is_new: bool,
    is_definitive_rejection: Callable[[SDKError], bool],
    may_hide_response: Callable[[SDKError], bool],
) -> bool:
    """Return whether the write may have been applied, after one more failed attempt.

    Arguments:
        operation: The operation that was called.
        error: How the attempt ended.
        previous: Whether an earlier request of the same call may have been applied.
        key_is_new: Whether no other request can have carried the idempotency key before this attempt, so that a 409
            cannot mean that another one is still running.
        is_definitive_rejection: Returns whether an error is the service's own verdict on every request that carried
            the key.
        may_hide_response: Returns whether an error is a refusal that may have replaced the service's own response.
    """
    if not operation.is_write:
        return False
    if isinstance(error, APIConnectionError):
        return previous or error.maybe_applied
    status = error.status_code
    if isinstance(error, ResponseDecodeError) or status is None:
        return previous or isinstance(error, ResponseDecodeError)
    if status not in _VERDICTS or status in (_SEE_OTHER, _REQUEST_TIMEOUT):
        return True  # It is unknown how far the request came, or, for 303, the write was applied.
    previous = previous or may_hide_response(error)
    if status == _CONFLICT:
        return previous or (operation.takes_idempotency_key and not key_is_new)
    return previous and not (operation.takes_idempotency_key and is_definitive_rejection(error))


def note_interruption(
    interruption: BaseException, idempotency_key: str | None, attempts: int, *, maybe_applied: bool
) -> None:
    """Add to an exception that ended a write what is known about the write: a note, and an error in its chain.

    Arguments:
        interruption: The exception. It comes from elsewhere, and is raised again, unchanged otherwise.
        idempotency_key: Key that every attempt carried, None for an operation that takes none.
        attempts: How many requests were begun.
        maybe_applied: Whether one of them may have been applied.
    """
    verdict = "may have been applied" if maybe_applied else "was not applied"
    key = f" (idempotency key {idempotency_key})" if idempotency_key else ""
    error = CallInterruptedError(f"the call was interrupted; the write {verdict}{key}")
    error.idempotency_key = idempotency_key
    error.attempts = attempts
    error.maybe_applied = maybe_applied
    chain = [interruption]
    while (cause := chain[-1].__cause__) is not None and cause not in chain:  # `raise error from error` is a circle.
        chain.append(cause)
    chain[-1].__cause__ = error
    if sys.version_info >= (3, 11):
        interruption.add_note(error.message)
    else:  # What add_note does; tracebacks show it from Python 3.11 on.
        notes: Any = interruption
        notes.__notes__ = [*getattr(notes, "__notes__", []), error.message]
