"""Makes pauses nearly zero, for programs of the docs and programs in processes, which take no clock."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import anyio

from codatsynccommerce._runtime import client
from codatsynccommerce._runtime.client import Clock

if TYPE_CHECKING:
    import pytest

_LONGEST = 0.001


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a Python program in which every pause is short."""
    folders = [str(Path(__file__).parent / "without_pauses"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, folders)), **more}


def shorten_pauses(patch: pytest.MonkeyPatch) -> None:
    """Shorten every pause of both clients, and of a program that pauses by itself."""
    pause, pause_async = time.sleep, anyio.sleep

    def short(seconds: float) -> None:
        pause(min(seconds, _LONGEST))

    async def short_async(seconds: float) -> None:
        await pause_async(min(seconds, _LONGEST))

    def clock() -> Clock:
        return Clock(sleep=short)

    patch.setattr(time, "sleep", short)
    patch.setattr(anyio, "sleep", short_async)
    patch.setattr(client, "Clock", clock)
