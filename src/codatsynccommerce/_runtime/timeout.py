"""Time limits: of a call, as the caller sets them, and of each read and write, by the deadline of the call that runs.

The deadline travels in a thread-local, because a call runs in one thread from its start to its end and urllib3 has no
place for it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


import math
from dataclasses import dataclass
from typing import Union

from .errors import RequestError


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


@dataclass(frozen=True)
class Timeout:
    """How long a call may take. All times in seconds.

    Arguments:
        connect: Until a connection stands.
        read: Between two pieces of the answer.
        total: For the whole call: every attempt, the pauses between them, and the body of the answer.
    """

    connect: float = 5.0
    read: float = 60.0
    total: float = 120.0

    def __post_init__(self) -> None:
        """Refuse a time that is no time."""
        for name in ("connect", "read", "total"):
            _check_seconds(f"Timeout.{name}", getattr(self, name))

    @classmethod
    def of(cls, value: Union[Timeout, float]) -> Timeout:
        """Read a number of seconds as the limit of the whole call."""
        if isinstance(value, Timeout):
            return value
        _check_seconds("timeout", value)
        return cls(connect=min(cls.connect, value), read=value, total=value)

    def within(self, seconds: float) -> Timeout:
        """Give what is left of each limit in a call that has so many seconds left."""
        return Timeout(min(self.connect, seconds), min(self.read, seconds), seconds)


def _check_seconds(name: str, value: object) -> None:
    # bool is an int to Python, and True would be one second.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        message = f"{name} must be a number of seconds above 0 or a utils.Timeout, not {value!r}"
        raise RequestError(message)
