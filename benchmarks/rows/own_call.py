"""One create call of a client that was given no Session: its own adapter responds from memory. CPU time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests

from benchmarks import calls, memory_transport

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    memory_transport.replace_every_adapter()
    pair = calls.pair({}, requests.Session(), "https://api.codat.io")

    def turn() -> Measured:
        client, bare = pair.turn()
        return {"call": (client.cpu / calls.REPEATS, bare.cpu / calls.REPEATS)}

    return turn
