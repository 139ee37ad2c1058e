"""The deadline of the call that runs in this thread: how long a read or a write may still take.

It travels in a thread-local, because a call runs in one thread from its start to its end and urllib3 has no place for
it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


class _Limits(threading.local):
    """Limits of the call in this thread: `read` seconds for each read, and none after `at` on the clock."""

    at: float | None = None
    read: float = inf


_limits = _Limits()


@contextmanager
def deadline(at: float, read: float) -> Generator[None]:
    """Bound every read in this thread: each by `read` seconds, all of them by `at` on the monotonic clock."""
    before = _limits.at, _limits.read
    _limits.at, _limits.read = at, read
    try:
        yield
    finally:
        _limits.at, _limits.read = before


def left(seconds: float) -> float:
    """Give so many seconds, or what is left of the call.

    Raises:
        TimeoutError: Nothing is left.
    """
    remaining = inf if _limits.at is None else _limits.at - monotonic()
    if remaining <= 0:
        message = "the time for the whole call is over"
        raise TimeoutError(message)
    return min(remaining, seconds)


def next_read() -> float | None:
    """Give the seconds that the next read or write may take, as sockets take them.

    Raises:
        TimeoutError: The time of the call is over.
    """
    return left(_limits.read) if _limits.read < inf else None
