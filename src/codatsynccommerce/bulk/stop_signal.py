"""Let SIGTERM end a run as Ctrl-C does: what is in flight is finished and written down first."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_EXIT_CODE = 128 + 15
"""What shells report for a program that SIGTERM ended."""


class StopSignal:
    """Turns SIGTERM into `SystemExit` while a run goes on, if the program has no handler of its own."""

    def __init__(self) -> None:
        """Change nothing yet."""
        self._installed = False

    def install(self) -> None:
        """Handle SIGTERM from now on. Only the main thread can."""
        if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
            signal.signal(signal.SIGTERM, self._stop)
            self._installed = True

    def remove(self) -> None:
        """Leave SIGTERM as it was."""
        if self._installed:
            self._installed = False
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def _stop(self, _number: int, _frame: FrameType | None) -> object:
        self.remove()  # A second SIGTERM does not wait.
        raise SystemExit(_EXIT_CODE)
