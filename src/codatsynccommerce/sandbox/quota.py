"""The daily quota and the headers that tell of it. See https://docs.codat.io/using-the-api/rate-limits."""

from __future__ import annotations

from threading import Lock

from .responses import Problem
from .store import stamp

_DAY = 24 * 60 * 60


class Quota:
    """Requests that are left until midnight, UTC. Thread-safe."""

    def __init__(self, limit: int) -> None:
        """Begin with a full quota."""
        self._limit = limit
        self._lock = Lock()
        self._day = 0
        self._left = limit

    def spend(self, now: float) -> None:
        """Take one request off the quota.

        Raises:
            Problem: 429 with the seconds until midnight where none was left.
        """
        with self._lock:
            day = int(now // _DAY)
            if day != self._day:
                self._day, self._left = day, self._limit
            if self._left <= 0:
                wait = int((day + 1) * _DAY - now) + 1
                raise Problem(429, "The daily quota is used up.", headers={"Retry-After": str(wait)})
            self._left -= 1

    def headers(self, now: float) -> dict[str, str]:
        """Make the headers that every answer carries."""
        midnight = (now // _DAY + 1) * _DAY
        with self._lock:
            return {
                "X-Rate-Limit-Limit": str(self._limit),
                "X-Rate-Limit-Remaining": str(self._left),
                "X-Rate-Limit-Reset": stamp(midnight),
            }
