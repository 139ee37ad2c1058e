"""Timing two functions side by side: one and the other, in turns that change who goes first."""

from __future__ import annotations

import gc
from itertools import count
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Measured = dict[str, tuple[float, float]]
"""By the name of a figure: what it was for the client, and for its floor."""


class Seconds(NamedTuple):
    """What some work took."""

    cpu: float
    wall: float


class Pair:
    """Two functions to compare."""

    def __init__(
        self, client: Callable[[], Any], floor: Callable[[], Any], *, repeats: int, floor_repeats: int | None = None
    ) -> None:
        """Keep both.

        Arguments:
            client: What is measured.
            floor: What it is measured against.
            repeats: How often each runs in one turn.
            floor_repeats: How often the floor runs, where it does less at a time.
        """
        self._turns = count()
        self._client = (client, repeats)
        self._floor = (floor, floor_repeats or repeats)

    def turn(self) -> tuple[Seconds, Seconds]:
        """Time both once."""
        if next(self._turns) % 2:
            floor = _timed(*self._floor)
            return _timed(*self._client), floor
        return _timed(*self._client), _timed(*self._floor)


def _timed(work: Callable[[], Any], repeats: int) -> Seconds:
    # What a turn leaves behind is not for the next one to clear away. Within a turn the collector runs as it does
    # for every user.
    gc.collect()
    wall, cpu = perf_counter(), process_time()
    for _ in range(repeats):
        work()  # What it made is let go here, so that freeing it counts too.
    return Seconds(process_time() - cpu, perf_counter() - wall)
