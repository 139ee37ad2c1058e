"""Where a run was made: the machine, how busy it was, the Pythons and the versions of what was compared."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from .pythons import PUBLISHED, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pythons import Python

_CPUS = Path("/proc/cpuinfo")
_LIBRARIES = ("codatsynccommerce", "requests", "urllib3")


def facts(pythons: Sequence[Python]) -> list[str]:
    """Return what a reader of the figures must know, a line each."""
    numbers = versions(pythons[-1].ours, _LIBRARIES)
    lines = [
        f"Machine: {processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        f"Python: {platform.python_implementation()} {', '.join(python.version for python in pythons)}",
        "Libraries: " + ", ".join(f"{name} {number}" for name, number in zip(_LIBRARIES, numbers, strict=True)),
    ]
    if any(python.published for python in pythons):
        lines.append("Published: " + PUBLISHED.replace("==", " ") + ", with the same libraries")
    return lines


def load() -> float:
    """Return how many processes wanted a processor, as the mean of the last minute."""
    return os.getloadavg()[0]


def busy(loads: Sequence[float]) -> str:
    """Return how busy the machine was while it measured.

    Arguments:
        loads: What `load` returned before each row.
    """
    low, high, cores = min(loads), max(loads), os.cpu_count() or 1
    line = f"Load: {low:.1f} to {high:.1f} processes at a time, of which the benchmark is one or two"
    return line if high <= cores + 1 else f"{line}. The machine had other work: measure again when it is idle"


def processor() -> str:
    """Return the name of the processor."""
    if _CPUS.exists():
        for line in _CPUS.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or "unknown processor"
