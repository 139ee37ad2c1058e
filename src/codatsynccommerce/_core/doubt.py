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
        return before or (operation.keyed and not alone)
    # Under a key, a plain refusal answers every attempt: the API replays the first answer that it gave.
    refused = operation.keyed and isinstance(error, ErrorMessage) and 400 <= status < 500 and status != _LIMITED  # noqa: PLR2004
    return before and not refused
