"""A page of orders read into models, beside `json.loads` of the same bytes. CPU time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import decoding, orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    pair = decoding.pair(orders.page(size), size)

    def turn() -> Measured:
        client, floor = pair.turn()
        return {"page": (client.cpu, floor.cpu)}

    return turn
