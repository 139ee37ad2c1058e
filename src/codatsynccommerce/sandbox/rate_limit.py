"""The daily quota and the headers that report it. See https://docs.codat.io/using-the-api/rate-limits."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from .http import ApiError
from .store import timestamp

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = 24 * 60 * 60


class DailyQuota:
    """Requests that are left until midnight, UTC. Thread-safe."""

    def __init__(self, limit: int, on_change: Callable[[str, float], None]) -> None:
        """Begin with the full quota.

        Arguments:
            limit: Requests per day.
            on_change: Called with `reached` and the time when the quota is used up, and with `reset` on the first
                request of a later day.
        """
        self.limit = limit
        self._on_change = on_change
        self._lock = Lock()
        self._day = 0
        self._remaining = limit
        self._is_reached = False

    def spend(self, now: float) -> None:
        """Take one request off the quota.

        Raises:
            ApiError: 429 with the seconds until midnight where none was left.
        """
        day = int(now // _DAY)
        change = None
        with self._lock:
            if day != self._day:
                self._day, self._remaining = day, self.limit
            is_allowed = self._remaining > 0
            self._remaining -= is_allowed
            if is_allowed == self._is_reached:
                self._is_reached = not is_allowed
                change = "reset" if is_allowed else "reached"
        if change:
            self._on_change(change, now)
        if not is_allowed:
            seconds = int((day + 1) * _DAY - now) + 1
            raise ApiError(429, "The daily quota is used up.", headers={"Retry-After": str(seconds)})

    @property
    def remaining(self) -> int:
        """Requests that are left."""
        with self._lock:
            return self._remaining

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
