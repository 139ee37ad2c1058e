"""The memory of a page of models, beside the plain dicts of the same page. Traced bytes, the text left out."""

from __future__ import annotations

import gc
import json
import tracemalloc
from typing import TYPE_CHECKING, Any

from benchmarks import decoding, orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that weighs both."""
    read = decoding.into_models()
    page, distinct = orders.page(size), orders.page(size, distinct=True)
    json.loads(page)

    def turn() -> Measured:
        live, peak = _weight(lambda: read(page))
        plain_live, plain_peak = _weight(lambda: json.loads(page))
        return {
            "live": (live, plain_live),
            "distinct": (_weight(lambda: read(distinct))[0], _weight(lambda: json.loads(distinct))[0]),
            "peak": (peak, plain_peak),
        }

    return turn


def _weight(make: Callable[[], Any]) -> tuple[int, int]:
    """Return the bytes that a thing holds, and the most that were held while it was made."""
    gc.collect()
    tracemalloc.start()
    made = make()
    gc.collect()
    live, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return live, peak
