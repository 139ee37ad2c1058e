"""What the responses prove about the API's clock, the only clock that counts for the age of a key.

Each response carries a `Date`. Between two responses the clocks of this computer measure how much time has passed.
Either of them can be wrong: the monotonic clock stands still while a computer sleeps, and the wall clock can be set. So
a moment is known as a range, from the earliest to the latest time that the API's clock can have shown, and every
uncertainty widens the range.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from codatsynccommerce._runtime.datetimes import parse_http_date

if TYPE_CHECKING:
    from codatsynccommerce._runtime.client import Clock

_RESOLUTION = 1.0
"""Seconds that a `Date` header leaves out."""


class Moment(NamedTuple):
    """A moment by both clocks of this computer, in seconds."""

    monotonic: float
    wall: float

    def elapsed_since(self, earlier: Moment) -> float:
        """Return the most seconds that can have passed since an earlier moment."""
        return max(self.monotonic - earlier.monotonic, self.wall - earlier.wall)


class ApiClock:
    """What the responses of one run prove about the API's clock. Any number of threads may use it."""

    def __init__(self, clock: Clock) -> None:
        """Start without knowledge.

        Arguments:
            clock: The client's clock.
        """
        self._clock = clock
        self._lock = Lock()
        self._earliest: Moment | None = None
        self._latest: Moment | None = None

    @property
    def is_known(self) -> bool:
        """Whether a response has shown the time."""
        return self._earliest is not None

    def now(self) -> Moment:
        """Return the present moment."""
        return Moment(self._clock.monotonic(), self._clock.now())

    def observe(self, date: str | None, sent: Moment) -> None:
        """Learn from a response that has just arrived.

        Arguments:
            date: Its `Date` header. One that cannot be read is ignored.
            sent: When its request was sent.
        """
        seconds = _seconds(date)
        if seconds is None:
            return
        received = self.now()
        latest = seconds + _RESOLUTION
        with self._lock:
            # What each clock must be added to: the API's time was at least, and at most, this much ahead of it.
            low = Moment(seconds - received.monotonic, seconds - received.wall)
            high = Moment(latest - sent.monotonic, latest - sent.wall)
            self._earliest = low if self._earliest is None else Moment(*map(min, self._earliest, low))
            self._latest = high if self._latest is None else Moment(*map(max, self._latest, high))

    def earliest(self, moment: Moment) -> float | None:
        """Return the earliest time of the API at a moment of this run, in seconds since the epoch; None if unknown."""
        ahead = self._earliest
        return None if ahead is None else min(moment.monotonic + ahead.monotonic, moment.wall + ahead.wall)

    def latest(self, moment: Moment) -> float | None:
        """Return the latest time of the API at a moment of this run, in seconds since the epoch; None if unknown."""
        ahead = self._latest
        return None if ahead is None else max(moment.monotonic + ahead.monotonic, moment.wall + ahead.wall)


_seconds = lru_cache(maxsize=16)(parse_http_date)
"""Many responses in a row carry the same date."""
