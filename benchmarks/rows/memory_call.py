"""One create call through a Session of the caller's that responds from memory. CPU time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import calls, memory_transport

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    through, floor = memory_transport.session(), memory_transport.session()
    pair = calls.pair({"client": through}, floor, "https://api.codat.io")

    def turn() -> Measured:
        client, bare = pair.turn()
        return {"call": (client.cpu / calls.REPEATS, bare.cpu / calls.REPEATS)}

    return turn
