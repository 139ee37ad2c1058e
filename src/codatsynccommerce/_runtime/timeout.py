"""Time limits of a call, as the caller sets them, and the deadline of each attempt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import monotonic
from typing import Union

from .errors import RequestError


class Deadline:
    """The moment at which an attempt must have ended.

    Attributes:
        read: Longest time between two pieces of the response, in seconds.
    """

    __slots__ = ("_at", "read")

    def __init__(self, timeout: Timeout) -> None:
        """Start the clock.

        Arguments:
            timeout: The limits of the attempt; its `total` counts from now.
        """
        self._at = monotonic() + timeout.total
        self.read = timeout.read

    @property
    def passed(self) -> bool:
        """Whether the time is over."""
        return monotonic() >= self._at

    def remaining(self, limit: float) -> float:
        """Return a number of seconds, or what is left if that is less.

        Raises:
            TimeoutError: Nothing is left.
        """
        left = self._at - monotonic()
        if left <= 0:
            message = "the call exceeded its time limit"
            raise TimeoutError(message)
        return min(left, limit)


@dataclass(frozen=True)
class Timeout:
    """How long a call may take. All times in seconds.

    Arguments:
        connect: To establish a connection.
        read: Between two pieces of the response.
        total: For the whole call: every attempt, the delays between them, and the body of the response.
    """

    connect: float = 5.0
    read: float = 60.0
    total: float = 120.0

    def __post_init__(self) -> None:
        """Raise an error for a limit that is not a number of seconds."""
        for name in ("connect", "read", "total"):
            _check_seconds(f"Timeout.{name}", getattr(self, name))

    @classmethod
    def of(cls, value: Union[Timeout, float]) -> Timeout:
        """Return the limits for a value of `timeout=`: a number of seconds is the limit of the whole call."""
        if isinstance(value, Timeout):
            return value
        _check_seconds("timeout", value)
        return cls(connect=min(cls.connect, value), read=value, total=value)

    def within(self, seconds: float) -> Timeout:
        """Return the limits of an attempt in a call that has so many seconds left."""
        return Timeout(min(self.connect, seconds), min(self.read, seconds), seconds)


MAX_SECONDS = 1_000_000_000
"""Thirty years. The system's clock cannot count much further."""


def _check_seconds(name: str, value: object) -> None:
    if type(value) is float and 0 < value <= MAX_SECONDS:
        return
    # bool is an int to Python, and True would be one second.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        # Python writes no integer of more than 4,300 digits.
        shown = "a negative integer" if isinstance(value, int) and value < -MAX_SECONDS else repr(value)
        message = f"{name} must be a number of seconds above 0 or a utils.Timeout, not {shown}"
        raise RequestError(message)
    if value > MAX_SECONDS:
        message = f"{name} must be at most {MAX_SECONDS:,} seconds"
        raise RequestError(message)
