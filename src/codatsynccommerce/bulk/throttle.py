"""The gate that every request of a run passes: one pause for all workers, and one stop."""

from __future__ import annotations

from threading import Event, Lock
from typing import TYPE_CHECKING

from codatsynccommerce._runtime.retry import MAX_RETRY_AFTER

if TYPE_CHECKING:
    from codatsynccommerce._runtime.client import Clock
    from codatsynccommerce._runtime.errors import SDKError

_MOST_PAUSES = 20
"""Pauses in a row, without one request that got through, after which a run stops."""
_MOST_TROUBLE = 10
"""Records in a row without an answer, after which a run stops: the API, or the way to it, is down."""
_SLICE = 1.0
_FIRST, _LONGEST = 1.0, 30.0


class Gate:
    """Open, closed for a while, or closed for good. Any number of threads may pass."""

    def __init__(self, clock: Clock, per_minute: int | None = None) -> None:
        """Begin open.

        Arguments:
            clock: The client's.
            per_minute: Requests to let through in a minute at the most; None sets no limit.
        """
        self.reason: SDKError | None = None
        self.refusal: SDKError | None = None
        self._clock = clock
        self._apart = 60 / per_minute if per_minute else 0.0
        self._stopped = Event()
        self._refused: set[str] = set()
        self._lock = Lock()
        self._closed_until = 0.0
        self._next = 0.0
        self._pauses = 0
        self._trouble = 0

    @property
    def stopped(self) -> bool:
        """Whether the run is to end, with what is in flight finished and nothing more sent."""
        return self._stopped.is_set()

    def wait(self, path: str) -> bool:
        """Wait until a request may leave. False when it may not any more."""
        if _place(path) in self._refused:
            return False
        with self._lock:
            mine = self._next = max(self._next, self._clock.monotonic()) + self._apart
        while not self.stopped:
            left = max(self._closed_until, mine - self._apart) - self._clock.monotonic()
            if left <= 0:
                return True
            # In slices, so that a stop need not wait for the end of the pause.
            self._clock.sleep(min(left, _SLICE))
        return False

    def rest(self, seconds: float) -> bool:
        """Let one worker pause before it tries again. False when the run is to end."""
        until = self._clock.monotonic() + seconds
        while not self.stopped and (left := until - self._clock.monotonic()) > 0:
            self._clock.sleep(min(left, _SLICE))
        return not self.stopped

    def limited(self, error: SDKError) -> None:
        """Close for all after a 429: for as long as the API asks. Where that is too long, or in vain, for good."""
        asked = error.retry_after
        now = self._clock.monotonic()
        with self._lock:
            if now >= self._closed_until:
                self._pauses += 1
            seconds = min(_FIRST * 1.5 ** (self._pauses - 1), _LONGEST)
            if asked is not None:
                # Taken at its word once; where that was too short, the pauses grow all the same.
                seconds = asked if self._pauses == 1 else max(asked, seconds)
            self._closed_until = max(self._closed_until, now + seconds)
        if seconds > MAX_RETRY_AFTER or self._pauses > _MOST_PAUSES:
            self.stop(error)

    def answered(self) -> None:
        """Note that a request got through and was answered."""
        with self._lock:
            self._pauses = self._trouble = 0

    def unanswered(self, error: SDKError) -> None:
        """Note that a record was given up without an answer. Too many of them close for good."""
        with self._lock:
            self._trouble += 1
        if self._trouble >= _MOST_TROUBLE:
            self.stop(error)

    def refuse(self, path: str, error: SDKError) -> None:
        """Close for good for the company and connection of a path. The first error stays."""
        with self._lock:
            self.refusal = self.refusal or error
            self._refused.add(_place(path))

    def stop(self, reason: SDKError | None = None) -> None:
        """Close for good. The first reason stays."""
        with self._lock:
            self.reason = self.reason or reason
        self._stopped.set()


def _place(path: str) -> str:
    return path.partition("/push/")[0]
