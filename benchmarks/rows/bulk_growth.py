"""Whether a record costs more in a bulk push of many than in one of few, and what memory the push takes."""

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
        (few_cpu, few_peak), (cpu, peak) = measured("push", _FEW, base, size), measured("push", size, base, size)
        return {"cpu": (cpu, few_cpu), "peak": (peak, few_peak)}

    return turn
