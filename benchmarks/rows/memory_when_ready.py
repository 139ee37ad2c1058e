"""The memory of a new interpreter that is ready to call, beside one that has imported requests."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.rows.cold_start import READY, REQUESTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_RESIDENT = "import resource, sys\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that starts one interpreter for each program."""

    def turn() -> Measured:
        return {"ready": (_resident(READY), _resident(REQUESTS))}

    return turn


def _resident(program: str) -> float:
    """Return the most bytes that a program holds in memory, in a new interpreter."""
    # Started by a small process: the most memory of a child begins with that of its parent.
    starter = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-c', {program + chr(10) + _RESIDENT!r}])"
    command = [sys.executable, "-I", "-c", starter]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout) * 1024
