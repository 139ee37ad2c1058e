"""Whether to retry after an attempt, and how long to wait before it.

Pure functions: the caller passes the time. The statuses follow
https://docs.codat.io/using-the-api/write-data/idempotency: the API stores its response to an idempotency key for 90
minutes and repeats it, a 500 included, but not a 429.
"""

from __future__ import annotations

import math
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Optional

from .datetimes import parse_http_date
from .errors import APIConnectionError, RequestError, ResponseDecodeError
from .timeout import MAX_SECONDS

if TYPE_CHECKING:
    from .errors import SDKError

MAX_RETRY_AFTER = 60.0
"""Seconds. After the daily quota is spent the API asks for hours, for which no caller wants to sleep."""

_MAX_BITS = 64
"""Bits of an integer that an error shows."""
_SECONDS = re.compile(r"\d+(\.\d+)?", re.ASCII)
_CONFLICT = 409
_SERVER_ERRORS = frozenset(range(500, 600))
_TRANSIENT = frozenset({408, 429})


class RetryPolicy(NamedTuple):
    """When to retry. All times in seconds."""

    max_attempts: float = 4
    first_delay: float = 0.5
    max_delay: float = 8.0
    exponent: float = 1.5
    max_elapsed: float = 60.0
    jitter: bool = True
    statuses: frozenset[int] = _TRANSIENT | _SERVER_ERRORS
    connection_errors: bool = True
    conflict: bool = False
    """Whether to retry after a 409 from the second attempt on: then the first attempt is still running."""


READ_POLICY = RetryPolicy()
WRITE_POLICY = RetryPolicy(statuses=_TRANSIENT | {502, 503, 504}, conflict=True)
NO_RETRIES = RetryPolicy(max_attempts=1)


@dataclass
class BackoffStrategy:
    """How the delays between attempts grow. All times in milliseconds.

    Arguments:
        initial_interval: First delay.
        max_interval: Longest delay.
        exponent: Factor from each delay to the next.
        max_elapsed_time: No attempt starts later than this after the first.
    """

    initial_interval: int
    max_interval: int
    exponent: float
    max_elapsed_time: int


@dataclass
class RetryConfig:
    """Which failures are retried, and how often.

    A configuration that you pass is followed exactly: 408, 429 and every 5XX are retried, whatever the method,
    until `backoff.max_elapsed_time` has passed, and a POST or PATCH no longer than the API remembers its idempotency
    key. Without one, the client's own policy holds: see `docs/guides/retries.md`.

    Arguments:
        strategy: `'backoff'` to retry; anything else to send each request once.
        backoff: The delays.
        retry_connection_errors: Whether connection errors and timeouts are retried too.
    """

    strategy: str
    backoff: Optional[BackoffStrategy]
    retry_connection_errors: bool = True

    @classmethod
    def of(cls, value: object, name: str = "retries") -> RetryConfig | None:
        """Return the value of the argument `name`, checked.

        Raises:
            errors.RequestError: It is no RetryConfig, or holds a number that cannot be used.
        """
        if value is None:
            return value
        if not isinstance(value, cls):
            message = f"{name} must be a utils.RetryConfig, not {type(value).__name__}"
            raise RequestError(message)
        if value.strategy == "backoff" and value.backoff is not None:
            _check_backoff(value.backoff)
        return value


def policy_for(config: RetryConfig | None, *, takes_idempotency_key: bool) -> RetryPolicy:
    """Return the policy of a call.

    Arguments:
        config: What the caller configured, followed exactly, or None for the built-in policy.
        takes_idempotency_key: Whether the call carries an idempotency key.
    """
    if config is None:
        return WRITE_POLICY if takes_idempotency_key else READ_POLICY
    if config.strategy != "backoff" or config.backoff is None:
        return NO_RETRIES
    return RetryPolicy(
        max_attempts=math.inf,
        first_delay=config.backoff.initial_interval / 1000,
        max_delay=config.backoff.max_interval / 1000,
        exponent=config.backoff.exponent,
        max_elapsed=config.backoff.max_elapsed_time / 1000,
        jitter=False,
        connection_errors=config.retry_connection_errors,
    )


def retry_delay(
    policy: RetryPolicy, attempt: int, error: SDKError, *, elapsed: float, left: float, random: float
) -> float | None:
    """Return the seconds to wait before the next attempt, or None to give up.

    Arguments:
        policy: The policy of the call.
        attempt: Number of the attempt that has just ended, from 1.
        error: How it ended.
        elapsed: Seconds since the first attempt began.
        left: Seconds until the call must have ended.
        random: A number from 0 up to 1, for the jitter.
    """
    if attempt >= policy.max_attempts or not _is_retryable(policy, attempt, error):
        return None
    seconds = _backoff(policy, attempt) * (random if policy.jitter else 1)
    if error.retry_after is not None:
        if error.retry_after > MAX_RETRY_AFTER:
            return None
        seconds = max(seconds, error.retry_after)
    return seconds if elapsed + seconds <= policy.max_elapsed and seconds < left else None


def is_transient(error: SDKError) -> bool:
    """Return whether the same read may succeed later."""
    if isinstance(error, APIConnectionError):
        return error.transient
    return not isinstance(error, ResponseDecodeError) and error.status_code in _TRANSIENT | _SERVER_ERRORS


def parse_retry_after(value: str | None, now: float, date: str | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, or None if it holds neither seconds nor an HTTP date.

    Arguments:
        value: Value of the header, or None.
        now: The time, in seconds since 1970.
        date: The Date header of the same response. A date in Retry-After is by the server's clock, which this header
            shows; the clock of this computer may be wrong.
    """
    text = (value or "").strip()
    # A repeated header comes as one with a comma.
    parts = [part.strip() for part in text.split(",")]
    if all(_SECONDS.fullmatch(part) for part in parts):
        return min(max(map(float, parts)), MAX_SECONDS)
    until = parse_http_date(text)
    if until is None:
        return None
    sent = parse_http_date(date)
    return max(0.0, until - (now if sent is None else sent))


def _is_retryable(policy: RetryPolicy, attempt: int, error: SDKError) -> bool:
    if isinstance(error, APIConnectionError):
        return policy.connection_errors and error.transient
    if isinstance(error, ResponseDecodeError) or error.status_code is None:
        return False
    if error.status_code == _CONFLICT:
        return policy.conflict and attempt > 1
    return error.status_code in policy.statuses


def _backoff(policy: RetryPolicy, attempt: int) -> float:
    try:
        seconds = policy.first_delay * policy.exponent ** (attempt - 1)
    except OverflowError:
        seconds = policy.max_delay
    return max(0.0, min(policy.max_delay, seconds))


def _check_backoff(value: object) -> None:
    if not isinstance(value, BackoffStrategy):
        message = f"backoff must be a utils.BackoffStrategy, not {type(value).__name__}"
        raise RequestError(message)
    for name, number in vars(value).items():
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= sys.float_info.max:
            # No float is as large as some integers are, and Python writes none of more than 4,300 digits.
            shown = (
                "so large an integer" if isinstance(number, int) and number.bit_length() > _MAX_BITS else repr(number)
            )
            message = f"BackoffStrategy.{name} must be a number from 0, not {shown}"
            raise RequestError(message)
