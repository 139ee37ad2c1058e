"""The memory of Idempotency-Keys: the first answer to a key is the answer to every repeat of it.

A 429 leaves no trace here: it is answered before a key is claimed. See https://docs.codat.io/using-the-api/write-data/idempotency.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from .responses import Problem

if TYPE_CHECKING:
    from .responses import Answer

REMEMBERED = 90 * 60
"""Seconds for which an answer is kept."""


@dataclass
class _Entry:
    request: tuple[str, str, bytes]
    began: float
    answer: Answer | None = None


class Memory:
    """Requests by their key. Thread-safe."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._lock = Lock()
        self._entries: dict[str, _Entry] = {}

    def claim(self, key: str, request: tuple[str, str, bytes], now: float) -> Answer | None:
        """Take a key for a request, or give the answer that its first request had.

        Arguments:
            key: The Idempotency-Key.
            request: Verb, path with query, and body.
            now: Seconds since the epoch.

        Raises:
            Problem: 422 for a key that another request took, 409 while the first request is running.
        """
        with self._lock:
            entry = self._entries.get(key)
            if entry is None or (entry.answer is not None and now - entry.began >= REMEMBERED):
                self._entries[key] = _Entry(request, now)
                return None
            if entry.request != request:
                raise Problem(422, "The Idempotency-Key was used before, for another request.")
            if entry.answer is None:
                raise Problem(409, "The first request with this Idempotency-Key is still running.")
            return entry.answer

    def keep(self, key: str, answer: Answer) -> None:
        """Remember the answer to a key, whatever its status."""
        with self._lock:
            self._entries[key].answer = answer
