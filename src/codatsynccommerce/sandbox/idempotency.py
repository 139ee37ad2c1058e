"""Idempotency-Keys: the first response to a key is the response to every repeat of its request.

A 429 leaves no trace here: it is sent before a key is claimed. See
https://docs.codat.io/using-the-api/write-data/idempotency.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from .http import ApiError

if TYPE_CHECKING:
    from .http import HTTPResponse

LIFETIME = 90 * 60
"""Seconds for which a response is kept."""


@dataclass
class _Entry:
    request: tuple[str, str, bytes]
    claimed_at: float
    response: HTTPResponse | None = None


class IdempotencyCache:
    """Requests and their responses by key. Thread-safe."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._entries: dict[str, _Entry] = {}

    def claim(self, key: str, request: tuple[str, str, bytes], now: float) -> HTTPResponse | None:
        """Claim a key for a request, or return the response that its first request had.

        Arguments:
            key: The Idempotency-Key.
            request: Method, path with query string, and body.
            now: Seconds since the epoch.

        Raises:
            ApiError: 422 for a key that another request claimed, 409 while the first request is being handled.
        """
        with self._lock:
            entry = self._entries.get(key)
            if entry is None or (entry.response is not None and now - entry.claimed_at >= LIFETIME):
                self._entries[key] = _Entry(request, now)
                return None
            if entry.request != request:
                raise ApiError(422, "The Idempotency-Key was used before, for another request.")
            if entry.response is None:
                raise ApiError(409, "The first request with this Idempotency-Key is still running.")
            return entry.response

    def keep(self, key: str, response: HTTPResponse) -> None:
        """Keep the response to a key, whatever its status."""
        with self._lock:
            self._entries[key].response = response
