"""A client made and closed, beside a Session made and closed. Nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests

from benchmarks import customer
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_REPEATS = 50


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""

    def client() -> None:
        made = customer.client()
        getattr(made, "close", int)()  # 0.2.0 cannot be closed.

    def floor() -> None:
        requests.Session().close()

    pair = Pair(client, floor, repeats=_REPEATS)
    client()

    def turn() -> Measured:
        ours, theirs = pair.turn()
        return {"client": (ours.cpu / _REPEATS, theirs.cpu / _REPEATS)}

    return turn
