"""Whether an item costs more in a list of many pages than in one page, and what memory the list takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import server
from benchmarks.growing import measured

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_FEW = 1_000


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that handles `size` records beside a thousand."""
    base = server.start()

    def turn() -> Measured:
        (few_cpu, few_peak), (cpu, peak) = measured("list", _FEW, base, size), measured("list", size, base, size)
        return {"cpu": (cpu, few_cpu), "peak": (peak, few_peak)}

    return turn
