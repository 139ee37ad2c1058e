"""Where a run was made: the machine, Python and the versions of what was compared."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from .published import PACKAGE

_CPUS = Path("/proc/cpuinfo")


def facts() -> list[str]:
    """Give what a reader of the figures must know, a line each."""
    libraries = ("codatsynccommerce", "requests", "urllib3")
    return [
        f"Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        f"Python: {platform.python_implementation()} {platform.python_version()}",
        "Libraries: " + ", ".join(f"{name} {version(name)}" for name in libraries),
        "Published: " + PACKAGE.replace("==", " ") + ", with the same libraries",
    ]


def _processor() -> str:
    if _CPUS.exists():
        for line in _CPUS.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or "unknown processor"
