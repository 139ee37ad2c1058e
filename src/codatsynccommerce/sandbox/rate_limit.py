"""The daily quota and the headers that report it. See https://docs.codat.io/using-the-api/rate-limits."""

from __future__ import annotations

from threading import Lock

from .http import ApiError
from .store import timestamp

_DAY = 24 * 60 * 60


class DailyQuota:
    """Requests that are left until midnight, UTC. Thread-safe."""

    def __init__(self, limit: int) -> None:
        """Begin with the full quota."""
        self.limit = limit
        self._lock = Lock()
        self._day = 0
        self._remaining = limit

    def spend(self, now: float) -> None:
        """Take one request off the quota.

        Raises:
            ApiError: 429 with the seconds until midnight where none was left.
        """
        with self._lock:
            day = int(now // _DAY)
            if day != self._day:
                self._day, self._remaining = day, self.limit
            if self._remaining <= 0:
                seconds = int((day + 1) * _DAY - now) + 1
                raise ApiError(429, "The daily quota is used up.", headers={"Retry-After": str(seconds)})
            self._remaining -= 1

    def headers(self, now: float) -> dict[str, str]:
        """Return the headers that every response carries."""
        with self._lock:
            return {
                "X-Rate-Limit-Limit": str(self.limit),
                "X-Rate-Limit-Remaining": str(self._remaining),
                "X-Rate-Limit-Reset": reset_time(now),
            }


def reset_time(now: float) -> str:
    """Return the time at which the quota is full again: the next midnight, UTC."""
    return timestamp((now // _DAY + 1) * _DAY)
