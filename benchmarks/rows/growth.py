"""Whether a row of a long page costs more than a row of a short one. CPU time of the same number of rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks import decoding, orders
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_SHORT = 100


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times one pair for the models, and one for plain dicts."""
    read = decoding.into_models()
    long, short = orders.page(size), orders.page(_SHORT)
    times = max(1, size // _SHORT)
    models = Pair(lambda: read(long), lambda: read(short), repeats=1, floor_repeats=times)
    plain = Pair(lambda: json.loads(long), lambda: json.loads(short), repeats=1, floor_repeats=times)

    def turn() -> Measured:
        a, b = models.turn()
        c, d = plain.turn()
        return {"models": (a.cpu / size, b.cpu / size), "plain": (c.cpu / size, d.cpu / size)}

    return turn
