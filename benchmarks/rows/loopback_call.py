"""One create call over a socket, to a server in another process. CPU time of this process, and time on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests

from benchmarks import calls, server

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    base = server.start()
    pair = calls.pair({"server_url": base}, requests.Session(), base)

    def turn() -> Measured:
        client, bare = pair.turn()
        return {
            "cpu": (client.cpu / calls.REPEATS, bare.cpu / calls.REPEATS),
            "wall": (client.wall / calls.REPEATS, bare.wall / calls.REPEATS),
        }

    return turn
