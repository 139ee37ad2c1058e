"""What every request of a run must pass: its pace, one pause for all workers after a 429, and one stop."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.retry import MAX_RETRY_AFTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._runtime.client import Clock

    from .journal import JournalRecord, PushTarget

MAX_PAUSES = 20
"""Pauses in a row, without one request that got through, after which a run stops."""
MAX_FAILURES = 10
"""Records in a row without a usable response, after which a run stops: the API, or the way to it, is down."""
_SLICE = 1.0
"""Seconds: pauses are taken in slices, so that a stop need not wait for the end of one."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
DECREASE = 0.75
_INCREASE = 0.05
"""Each second, the pace grows by this share of itself, and by at least `_LEAST_INCREASE` requests a second."""
_LEAST_INCREASE = 0.5
SLOWEST = 0.2
_WINDOW = 5.0
"""Seconds over which the accepted requests are counted to learn how many the server takes."""


class NoMoreRequestsError(SDKError):
    """A request did not leave, or was in vain, because none may leave any more. It tells nothing of its company."""


class Pace:
    """How many requests a second may leave: additive increase, multiplicative decrease.

    Without a limit of the caller's, requests leave as fast as the workers send them until the first 429. From then on
    the pace is three quarters of the rate that the server accepted, and grows until the next 429.
    """

    def __init__(self, max_per_minute: int | None) -> None:
        """Start without a pace, or at the caller's limit."""
        self._limit = max_per_minute / 60 if max_per_minute else None
        self._rate = self._limit
        self._next = 0.0
        self._grown = 0.0
        self._accepted: deque[float] = deque(maxlen=2000)
        self._began: float | None = None

    def delay(self, now: float) -> float:
        """Return the seconds to wait; 0.0 lets one request leave, and the next one later."""
        if self._began is None:
            self._began = now
        if self._rate is None:
            return 0.0
        if now < self._next:
            return self._next - now
        if self._limit is None or self._rate < self._limit:
            grown = self._rate + (now - self._grown) * max(_LEAST_INCREASE, _INCREASE * self._rate)
            self._rate = grown if self._limit is None else min(grown, self._limit)
        self._grown = now
        self._next = max(self._next, now) + 1 / self._rate
        return 0.0

    def accept(self, now: float) -> None:
        """Count a request that the server accepted."""
        self._accepted.append(now)

    def taken(self, now: float) -> float:
        """Return how many requests a second the server has accepted recently."""
        since = max(now - _WINDOW, self._began if self._began is not None else now)
        while self._accepted and self._accepted[0] < since:
            self._accepted.popleft()
        return len(self._accepted) / max(now - since, 1.0)

    def slow_down(self, now: float) -> None:
        """Slow down to three quarters of the rate accepted recently; without any, a refusal says nothing."""
        if taken := self.taken(now):
            rate = taken if self._rate is None else min(self._rate, taken)
            self._rate = max(rate * DECREASE, SLOWEST)
        self._accepted.clear()
        self._began = self._grown = now


class Limits(Protocol):
    """What every request that creates a record passes."""

    @property
    def stopped(self) -> bool:
        """Whether the run ends: what is in flight is finished, and nothing more is sent."""
        ...

    def wait(self, target: PushTarget, record: JournalRecord | None = None) -> bool:
        """Wait until a request may leave. Return whether it may: False if its target or the run is closed.

        Arguments:
            target: Where it goes.
            record: What it creates; None if it reads.
        """
        ...

    def sleep(self, seconds: float) -> bool:
        """Let one worker pause before it tries again. Return whether the run goes on."""
        ...

    def on_rate_limit(self, error: SDKError, sent: float) -> None:
        """Close for all after a 429. `sent` is when its request was sent, on the monotonic clock."""
        ...

    def on_response(self) -> None:
        """Note that a request got a response."""
        ...

    def on_no_response(self, error: SDKError) -> None:
        """Note that a record was given up without a usable response."""
        ...

    def close_target(self, target: PushTarget, error: SDKError) -> None:
        """Close for good for a company and connection."""
        ...

    def stop(self, reason: SDKError | None = None) -> None:
        """Close for good."""
        ...


class Throttle:
    """Open, closed for a while, or closed for good. Any number of threads may pass."""

    def __init__(
        self,
        clock: Clock,
        max_per_minute: int | None = None,
        problem: Callable[[], SDKError | None] = lambda: None,
    ) -> None:
        """Start open.

        Arguments:
            clock: The client's clock.
            max_per_minute: Maximum number of requests a minute; None sets no limit.
            problem: Returns why no further request may leave, None if one may. The run stops on it.
        """
        self._problem = problem
        self.reason: SDKError | None = None
        self.refusal: SDKError | None = None
        self.last_failure: SDKError | None = None
        self.stopped = False
        """Whether the run ends: what is in flight is finished, and nothing more is sent."""
        self._clock = clock
        self._pace = Pace(max_per_minute)
        self._closed_targets: set[tuple[str, str]] = set()
        self._lock = Lock()
        self._closed_until = 0.0
        self._limited_at = float("-inf")
        self._pauses = 0
        self._failures = 0

    def wait(self, target: PushTarget, record: JournalRecord | None = None) -> bool:
        """Wait until a request may leave. Return whether it may: False if its target or the run is closed."""
        del record
        while not self.stopped:
            seconds = self.delay(target)
            if seconds is None:
                return False
            if seconds <= 0:
                if (problem := self._problem()) is None:
                    return True
                self.stop(problem)
                return False
            self._clock.sleep(min(seconds, _SLICE))
        return False

    def delay(self, target: PushTarget) -> float | None:
        """Return the seconds to wait for a request; 0.0 lets it leave, None closes its target for good."""
        with self._lock:
            if target[:2] in self._closed_targets:
                return None
            now = self._clock.monotonic()
            return self._closed_until - now if now < self._closed_until else self._pace.delay(now)

    def sleep(self, seconds: float) -> bool:
        """Let one worker pause before it tries again. Return whether the run goes on."""
        until = self._clock.monotonic() + seconds
        while not self.stopped and (left := until - self._clock.monotonic()) > 0:
            self._clock.sleep(min(left, _SLICE))
        return not self.stopped

    def on_rate_limit(self, error: SDKError, sent: float) -> None:
        """Close for all after a 429: for as long as the API asks. If that is too long, or in vain, close for good.

        Arguments:
            error: The 429.
            sent: When its request was sent, on the monotonic clock. Several 429s to requests in flight together count
                as one.
        """
        asked = error.retry_after
        with self._lock:
            now = self._clock.monotonic()
            if sent >= self._limited_at:
                self._pauses += 1
                self._limited_at = now
                self._pace.slow_down(now)
            seconds = min(FIRST_PAUSE * 2.0 ** (self._pauses - 1), LONGEST_PAUSE)
            if asked is not None:
                # The first pause is as long as the API asks. If that was too short, the pauses grow nevertheless.
                seconds = asked if self._pauses == 1 else max(asked, seconds)
            self._closed_until = max(self._closed_until, now + seconds)
        if seconds > MAX_RETRY_AFTER or self._pauses > MAX_PAUSES:
            self.stop(error)

    def on_response(self) -> None:
        """Note that a request got a response."""
        with self._lock:
            self._pauses = self._failures = 0
            self._pace.accept(self._clock.monotonic())

    def on_no_response(self, error: SDKError) -> None:
        """Note that a record was given up without a usable response. Too many of those stop the run."""
        with self._lock:
            self._failures += 1
            self.last_failure = error
        if self._failures >= MAX_FAILURES:
            self.stop(error)

    def close_target(self, target: PushTarget, error: SDKError) -> None:
        """Close for good for a company and connection. The first error is kept."""
        with self._lock:
            self.refusal = self.refusal or error
            self._closed_targets.add(target[:2])

    def stop(self, reason: SDKError | None = None) -> None:
        """Close for good. The first reason is kept."""
        self.reason = self.reason or reason
        self.stopped = True
