"""Many threads that share one client, over loopback: what their calls take, and what becomes of the connections."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import requests
from requests.adapters import HTTPAdapter

from benchmarks import calls, customer, server
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_CALLS = 20
"""Of each thread in one turn."""


class _Dropped(logging.Handler):
    """Counts the connections that urllib3 says it throws away because its pool is full."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += "discarding connection" in record.getMessage()


class _Side:
    """One of the two: its calls, spread over threads, to a server of its own that counts connections."""

    def __init__(self, threads: int, make: Callable[[str], Callable[[], Any]]) -> None:
        self.base = server.start()
        self.dropped = 0
        self._threads = threads
        self._executor = ThreadPoolExecutor(threads)
        self._call = make(self.base)

    def run(self) -> None:
        before = _log.count
        list(self._executor.map(self._several, range(self._threads)))
        self.dropped += _log.count - before

    def _several(self, _thread: int) -> None:
        for _ in range(_CALLS):
            self._call()

    def opened(self) -> int:
        """Return the number of connections that its server has accepted."""
        with urlopen(f"{self.base}/opened") as response:  # noqa: S310 - loopback
            return int(response.read())


_log = _Dropped()


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    logging.getLogger("urllib3.connectionpool").addHandler(_log)
    client = _Side(size, lambda base: calls.of_client(customer.client(server_url=base)))
    floor = _Side(size, lambda base: calls.of_session(_session(size), base))
    pair = Pair(client.run, floor.run, repeats=1)
    each = size * _CALLS

    def turn() -> Measured:
        a, b = pair.turn()
        return {
            "cpu": (a.cpu / each, b.cpu / each),
            "wall": (a.wall / each, b.wall / each),
            "opened": (client.opened(), floor.opened()),
            "dropped": (client.dropped, floor.dropped),
        }

    return turn


def _session(threads: int) -> requests.Session:
    made = requests.Session()
    made.mount("http://", HTTPAdapter(pool_maxsize=threads))
    return made
