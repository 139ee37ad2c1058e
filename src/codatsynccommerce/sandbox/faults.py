"""Faults on purpose: scripted for the next requests, or drawn at random from a seed."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from dataclasses import dataclass
from threading import Lock
from typing import Literal

from .http import ApiError

ConnectionFault = Literal["reset", "drop", "cut", "lost"]
"""How a connection fails.

`reset`: it is reset before the request is read; nothing is done.
`drop`: the work is done, and the connection closed without a response.
`cut`: the work is done, and half of the response sent.
`lost`: the work is done, and a gateway responds 504 in place of the API.
"""

ALL_FAULTS: tuple[int | ConnectionFault, ...] = (408, 429, 500, 502, 503, 504, "reset", "drop", "cut", "lost")
"""The faults that chaos draws from."""

_GATEWAY_STATUSES = frozenset({408, 429, 502, 503, 504})
_CONNECTION_FAULTS = ("reset", "drop", "cut", "lost")
_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Fault:
    """One fault: a status that is sent in place of doing the work, or a failure of the connection."""

    kind: int | ConnectionFault
    retry_after: int | None = None

    @property
    def is_from_gateway(self) -> bool:
        """Whether something before the API responds, so that the API never sees the request."""
        return self.kind in _GATEWAY_STATUSES

    @property
    def status(self) -> int | None:
        """Status that is sent in place of doing the work, None where the work is done."""
        return self.kind if isinstance(self.kind, int) else None

    def error(self) -> ApiError:
        """Return the error of a fault that is a status."""
        seconds = 1 if self.kind == _TOO_MANY_REQUESTS and self.retry_after is None else self.retry_after
        headers = {} if seconds is None else {"Retry-After": str(seconds)}
        return ApiError(self.status or 504, "A fault that the test asked for.", headers=headers)


class Faults:
    """Decides which requests fail. Thread-safe."""

    def __init__(self) -> None:
        """Begin without faults."""
        self._lock = Lock()
        self._script: deque[Fault] = deque()
        self._rate = 0.0
        self._seed = 0
        self._attempts: Counter[str] = Counter()

    def script(self, fault: int | ConnectionFault, times: int, retry_after: int | None) -> None:
        """Let the next requests fail.

        Raises:
            ValueError: There is no such fault.
        """
        if fault not in _CONNECTION_FAULTS and not (isinstance(fault, int) and 400 <= fault <= 599):  # noqa: PLR2004
            message = f"fault must be a status from 400 to 599 or one of {', '.join(_CONNECTION_FAULTS)}, not {fault!r}"
            raise ValueError(message)
        with self._lock:
            self._script.extend([Fault(fault, retry_after)] * times)

    def chaos(self, rate: float, seed: int) -> None:
        """Let requests fail at random.

        Raises:
            ValueError: The rate is not from 0 to 1.
        """
        if not 0 <= rate <= 1:
            message = f"rate must be from 0 to 1, not {rate!r}"
            raise ValueError(message)
        with self._lock:
            self._rate, self._seed = rate, seed
            self._attempts.clear()

    def next(self, method: str, target: str, idempotency_key: str | None) -> Fault | None:
        """Return how a request fails, None where it does not."""
        with self._lock:
            if self._script:
                return self._script.popleft()
            if not self._rate:
                return None
            # Drawn from the request itself and not from one generator for all: the order in which threads arrive
            # must not matter.
            name = f"{method} {target} {idempotency_key or ''}"
            self._attempts[name] += 1
            text = f"{self._seed} {name} {self._attempts[name]}"
        draw = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        if draw / 2**64 >= self._rate:
            return None
        kind = ALL_FAULTS[draw % len(ALL_FAULTS)]
        return Fault(kind, 0 if kind == _TOO_MANY_REQUESTS else None)
