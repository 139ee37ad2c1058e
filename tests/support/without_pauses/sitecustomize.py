"""Shortens every pause of a Python that starts with this folder on its path, so that no program of a test waits."""

from __future__ import annotations

import time
from typing import Any

_pause = time.sleep


def _short(seconds: Any, /) -> None:
    _pause(min(seconds, 0.001))


time.sleep = _short
