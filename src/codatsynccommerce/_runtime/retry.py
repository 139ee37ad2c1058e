"""What to do after an attempt: pause for so many seconds, or give up. Pure, so that time is the caller's to tell.

The statuses follow https://docs.codat.io/using-the-api/write-data/idempotency: the API stores the answer to an
idempotency key for 90 minutes and replays it, a 500 included, but not a 429.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple, Optional

from .errors import RequestError

LONGEST_RETRY_AFTER = 60.0
"""Seconds. The daily quota makes the API ask for hours, which no caller wants to sleep through."""

_FOREVER = 1e9
"""Seconds, some thirty years: a number that no clock refuses stands in for one of a hundred digits."""
_SECONDS = re.compile(r"\d+(\.\d+)?", re.ASCII)
_CONFLICT = 409
_SERVER_ERRORS = frozenset(range(500, 600))
_TRANSIENT = frozenset({408, 429})


class Rule(NamedTuple):
    """When to try again. All times in seconds."""

    attempts: float = 4
    first: float = 0.5
    longest: float = 8.0
    exponent: float = 1.5
    elapsed: float = 60.0
    jitter: bool = True
    statuses: frozenset[int] = _TRANSIENT | _SERVER_ERRORS
    connection_errors: bool = True
    conflict: bool = False
    """Whether 409 is tried again from the second attempt on: then the first attempt is still running."""


READ = Rule()
WRITE = Rule(statuses=_TRANSIENT | {502, 503, 504}, conflict=True)
ONCE = Rule(attempts=1)


class Outcome(NamedTuple):
    """What an attempt came to: a status, or None for no answer, and how long the API asked to wait."""

    status: int | None
    retry_after: float | None = None


def rule(config: RetryConfig | None, *, takes_idempotency_key: bool) -> Rule:
    """Give the rule for a call.

    Arguments:
        config: What the caller asked for, obeyed to the letter, or None for the built-in rule.
        takes_idempotency_key: Whether the call carries an idempotency key.
    """
    if config is None:
        return WRITE if takes_idempotency_key else READ
    if config.strategy != "backoff" or config.backoff is None:
        return ONCE
    return Rule(
        attempts=float("inf"),
        first=config.backoff.initial_interval / 1000,
        longest=config.backoff.max_interval / 1000,
        exponent=config.backoff.exponent,
        elapsed=config.backoff.max_elapsed_time / 1000,
        jitter=False,
        connection_errors=config.retry_connection_errors,
    )


def pause(rule: Rule, attempt: int, outcome: Outcome, *, elapsed: float, left: float, random: float) -> float | None:
    """Give the seconds to wait before the next attempt, or None to give up.

    Arguments:
        rule: The rule of the call.
        attempt: Number of the attempt that has just ended, from 1.
        outcome: What it came to.
        elapsed: Seconds since the first attempt began.
        left: Seconds until the call must have ended.
        random: A number from 0 up to 1, for the jitter.
    """
    if attempt >= rule.attempts or not _worth_it(rule, attempt, outcome.status):
        return None
    seconds = _backoff(rule, attempt) * (random if rule.jitter else 1)
    if outcome.retry_after is not None:
        if outcome.retry_after > LONGEST_RETRY_AFTER:
            return None
        seconds = max(seconds, outcome.retry_after)
    return seconds if elapsed + seconds <= rule.elapsed and seconds < left else None


def retry_after(value: str | None, now: float) -> float | None:
    """Read a Retry-After header: seconds, or any HTTP date. Nonsense counts as none.

    Arguments:
        value: Text of the header, or None.
        now: The time, in seconds since 1970.
    """
    text = (value or "").strip()
    # The same header twice comes as one with a comma.
    parts = [one.strip() for one in text.split(",")]
    if all(_SECONDS.fullmatch(one) for one in parts):
        return min(max(map(float, parts)), _FOREVER)
    try:
        when = parsedate_to_datetime(text)
        # An HTTP date is UTC, also in the old form that does not say so.
        return max(0.0, when.replace(tzinfo=when.tzinfo or timezone.utc).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _worth_it(rule: Rule, attempt: int, status: int | None) -> bool:
    if status is None:
        return rule.connection_errors
    if status == _CONFLICT:
        return rule.conflict and attempt > 1
    return status in rule.statuses


def _backoff(rule: Rule, attempt: int) -> float:
    try:
        seconds = rule.first * rule.exponent ** (attempt - 1)
    except OverflowError:
        seconds = rule.longest
    return max(0.0, min(rule.longest, seconds))


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
    the method, until `backoff.max_elapsed_time` is spent. Without one the client's own rule holds: see
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


def _check_backoff(value: object) -> None:
    if not isinstance(value, BackoffStrategy):
        message = f"backoff must be a utils.BackoffStrategy, not {type(value).__name__}"
        raise RequestError(message)
    for name, number in vars(value).items():
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number < math.inf:
            message = f"BackoffStrategy.{name} must be a number from 0, not {number!r}"
            raise RequestError(message)
