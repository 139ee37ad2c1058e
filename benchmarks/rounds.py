"""Running a row: our worker and the published package's take turns, round after round."""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .figures import Row
    from .pairs import Measured

HOME = Path(__file__).parents[1]

# What points out of this machine, or keeps bytecode from being written, would be measured along.
_LEFT_OUT = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}

_LONGEST = 1_800.0
"""Seconds after which a pair is given up."""

Samples = dict[str, list[tuple[float, float]]]
"""By the name of a figure: each pair that was measured."""


class Effort(NamedTuple):
    """How long to go on with a row."""

    rounds: int
    seconds: float
    """What each side may take for a row; it is asked once, whatever that takes."""


class WorkerError(Exception):
    """A worker ended before it had responded."""


class _Worker:
    """One side of a row."""

    def __init__(self, python: str, row: Row) -> None:
        command = [python, "-m", "benchmarks.worker", row.module, str(row.size)]
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in _LEFT_OUT and not name.lower().endswith("_proxy")
        }
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME, env=environment
        )
        self.spent = 0.0
        self.samples: Samples = defaultdict(list)

    def ready(self) -> None:
        """Wait until everything is loaded and warm."""
        self._receive()

    def measure(self) -> None:
        began = monotonic()
        with suppress(BrokenPipeError):  # A worker that has ended is noticed when its response is read.
            print(file=self._process.stdin, flush=True)
        for figure, pair in self._receive().items():
            self.samples[figure].append(pair)
        self.spent += monotonic() - began

    def end(self) -> None:
        self._process.communicate()

    def _receive(self) -> Measured:
        timer = Timer(_LONGEST, self._process.kill)
        timer.start()
        line = self._process.stdout.readline() if self._process.stdout else ""
        timer.cancel()
        if not line:
            message = f"a worker ended with {self._process.wait()} before it had responded"
            raise WorkerError(message)
        return {figure: (client, floor) for figure, (client, floor) in json.loads(line).items()}


def measure(row: Row, pythons: Mapping[str, str], effort: Effort) -> dict[str, Samples]:
    """Measure a row on every side.

    Arguments:
        row: What to measure.
        pythons: The interpreter of each side, by its name.
        effort: How long to go on.

    Returns:
        By the name of the side, all pairs of every figure.

    Raises:
        WorkerError: A worker failed. What it wrote to its standard error stands above.
    """
    asked = {name: python for name, python in pythons.items() if row.published or name != "published"}
    sides = {name: _Worker(python, row) for name, python in asked.items()}
    try:
        for side in sides.values():
            side.ready()
        for number in range(min(effort.rounds, row.rounds or effort.rounds)):
            for side in sides.values():
                for _ in range(row.turns):
                    if not number or side.spent < effort.seconds:
                        side.measure()
    finally:
        for side in sides.values():
            side.end()
    return {name: side.samples for name, side in sides.items()}
