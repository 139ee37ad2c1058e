"""Whether a write that failed may have happened all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import APIConnectionError, ErrorMessage, ResponseDecodeError

if TYPE_CHECKING:
    from .errors import SDKError
    from .operation import Operation

_SEE_OTHER = 303
_UNFINISHED = 408
_CONFLICT = 409
_LIMITED = 429


def in_doubt(operation: Operation[Any], error: SDKError, *, before: bool, alone: bool) -> bool:
    """Say whether the write may have happened, after one more failed attempt.

    Arguments:
        operation: What was called.
        error: How the attempt ended.
        before: What the attempts before it left open.
        alone: Whether no other request can have carried the key, so that a 409 is no sign of one that still runs.
    """
    if not operation.writes:
        return False
    if isinstance(error, APIConnectionError):
        return before or error.maybe_applied
    status = error.status_code
    if isinstance(error, ResponseDecodeError) or status is None:
        return before or isinstance(error, ResponseDecodeError)
    if status < 200 or status >= 500 or status == _UNFINISHED:  # noqa: PLR2004 - nobody knows how far the request came
        return True
    if status == _SEE_OTHER:  # It means: done, and the outcome is over there.
        return True
    if status == _CONFLICT:
        return before or (operation.takes_idempotency_key and not alone)
    return before and not (operation.takes_idempotency_key and answers_every_attempt(error))


def answers_every_attempt(error: SDKError) -> bool:
    """Say whether a failure is a plain no to every request that had the same key.

    The API replays the first answer that it gave to a key. That holds for the API's own words alone: what stands before
    it may refuse a repeat, and knows nothing of the attempt that went before.
    """
    status = error.status_code or 0
    plain = 400 <= status < 500 and status not in (_UNFINISHED, _CONFLICT, _LIMITED)  # noqa: PLR2004 - its class
    return plain and from_api(error)


def from_api(error: SDKError) -> bool:
    """Say whether an error holds the API's own document, and not the page of a gateway or a proxy."""
    return isinstance(error, ErrorMessage) and any((error.error, error.correlation_id, error.service))
