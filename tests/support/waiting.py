"""Waits for a condition, with a limit that no working program reaches on any machine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 180.0
"""Seconds."""


def wait_until(condition: Callable[[], object], *, while_alive: Callable[[], object] = lambda: True) -> None:
    """Return as soon as a condition holds.

    Arguments:
        condition: The condition.
        while_alive: Returns whether it can still come true. The last look at the condition comes after this.

    Raises:
        AssertionError: It cannot come true any more, or did not within the limit.
    """
    until = time.monotonic() + LIMIT
    while True:
        alive = while_alive()
        if condition():
            return
        assert alive, "the condition can no longer come true"
        assert time.monotonic() < until, f"the condition did not come true within {LIMIT:.0f} s"
        time.sleep(0.01)
