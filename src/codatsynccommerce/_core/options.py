"""What callers can set on a client or a call: retries and timeouts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Union

from .errors import RequestError


@dataclass
class BackoffStrategy:
    """How the pauses between attempts grow. All times in milliseconds.

    Arguments:
        initial_interval: First pause.
        max_interval: Longest pause.
        exponent: What each pause is multiplied by to get the next.
        max_elapsed_time: No attempt starts later than this after the first.
    """

    initial_interval: int
    max_interval: int
    exponent: float
    max_elapsed_time: int


@dataclass
class RetryConfig:
    """Which failures are tried again, and how often.

    A configuration that you give is obeyed to the letter: 408, 429 and every 5XX are tried again, whatever
    the verb, until `backoff.max_elapsed_time` is spent. Without one the client's own rule holds: see
    `docs/guides/retries.md`.

    Arguments:
        strategy: `'backoff'` to retry; anything else to send each request once.
        backoff: The pauses.
        retry_connection_errors: Whether connection failures and timeouts are tried again too.
    """

    strategy: str
    backoff: Optional[BackoffStrategy]
    retry_connection_errors: bool = True

    @classmethod
    def of(cls, value: object, name: str = "retries") -> RetryConfig | None:
        """Check what was given as one under a name."""
        if value is None:
            return value
        if not isinstance(value, cls):
            message = f"{name} must be a utils.RetryConfig, not {type(value).__name__}"
            raise RequestError(message)
        if value.strategy == "backoff" and value.backoff is not None:
            _check_backoff(value.backoff)
        return value


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


def _check_backoff(value: object) -> None:
    if not isinstance(value, BackoffStrategy):
        message = f"backoff must be a utils.BackoffStrategy, not {type(value).__name__}"
        raise RequestError(message)
    for name, number in vars(value).items():
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number < math.inf:
            message = f"BackoffStrategy.{name} must be a number from 0, not {number!r}"
            raise RequestError(message)


def _check_seconds(name: str, value: object) -> None:
    # bool is an int to Python, and True would be one second.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        message = f"{name} must be a number of seconds above 0 or a utils.Timeout, not {value!r}"
        raise RequestError(message)
