"""The progress of a run on stderr: a tqdm bar on a terminal if tqdm is installed, else a line every few seconds.

A stream that is missing, closed, broken or too narrow for a character ends the display, never the run.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from codatsynccommerce._runtime.client import Clock

    Counts = Callable[[], tuple[int, int, int | None]]

_LINE_INTERVAL, _BAR_INTERVAL = 5.0, 0.2
_MINUTE, _HOUR = 60, 3600


class _Display(Protocol):
    interval: float

    def show(self, done: int, failed: int, quota: int | None, seconds: float) -> None: ...
    def close(self) -> None: ...


class Progress:
    """One stage of a run, shown at a bounded rate. Any number of threads may call `tick`."""

    def __init__(self, word: str, total: int | None, counts: Counts, clock: Clock, *, shown: bool = True) -> None:
        """Show where the stage begins.

        Arguments:
            word: What happens to the records, such as `pushed`.
            total: Number of records; None if unknown.
            counts: Returns how many are done, how many of them failed, and the requests left of the daily quota, None
                if unknown.
            clock: The client's clock.
            shown: Whether to show anything.
        """
        self._counts = counts
        self._clock = clock
        self._lock = Lock()
        self._start = self._last = clock.monotonic()
        self._display: _Display | None = None
        if shown:
            done, _, _ = counts()
            with self._display_only():
                self._display = _open_display(word, total, done)

    def tick(self) -> None:
        """Show how far the stage is, unless that was shown a moment ago."""
        display = self._display
        if display is None or self._clock.monotonic() - self._last < display.interval:
            return
        if self._lock.acquire(blocking=False):
            try:
                self._show(display)
            finally:
                self._lock.release()

    def close(self) -> None:
        """Show how far the stage came."""
        with self._lock:
            if self._display is not None:
                self._show(self._display)
            if self._display is not None:
                with self._display_only():
                    self._display.close()
                self._display = None

    def _show(self, display: _Display) -> None:
        self._last = self._clock.monotonic()
        counts = self._counts()
        with self._display_only():
            display.show(*counts, self._last - self._start)

    @contextmanager
    def _display_only(self) -> Generator[None, None, None]:
        """Show nothing more after any failure of the display."""
        try:
            yield
        except Exception:  # noqa: BLE001 - streams and bars of others raise what they like
            self._display = None


def _open_display(word: str, total: int | None, done: int) -> _Display:
    # A notebook shows a bar too, though its stderr is not a terminal.
    shows_bars = sys.stderr.isatty() or type(sys.stderr).__module__.startswith("ipykernel")
    bar = shows_bars and find_spec("tqdm") is not None
    return _Bar(word, total, done) if bar else _Lines(word, total, done)


class _Lines:
    """Plain lines on stderr."""

    interval = _LINE_INTERVAL

    def __init__(self, word: str, total: int | None, done: int) -> None:
        self._word, self._total, self._done_before = word, total, done

    def show(self, done: int, failed: int, quota: int | None, seconds: float) -> None:
        rate = (done - self._done_before) / seconds if seconds > 0 else 0.0
        parts = [f"{self._word} {done:,}" + (f" of {self._total:,}" if self._total is not None else "")]
        parts.append(f"{failed:,} failed")
        if rate:
            parts.append(f"{rate:,.1f}/s")
        if rate and self._total is not None and self._total > done:
            parts.append(f"{_duration((self._total - done) / rate)} left")
        if quota is not None:
            parts.append(f"quota {quota:,}")
        sys.stderr.write(", ".join(parts) + "\n")
        sys.stderr.flush()

    def close(self) -> None: ...


class _Bar:
    """A bar of tqdm, which computes the rate and the time left itself."""

    interval = _BAR_INTERVAL

    def __init__(self, word: str, total: int | None, done: int) -> None:
        # Imported late: an extra that only a terminal needs.
        tqdm: Any = import_module("tqdm").tqdm
        self._bar = tqdm(desc=word, total=total, initial=done, unit=" records", dynamic_ncols=True)

    def show(self, done: int, failed: int, quota: int | None, seconds: float) -> None:
        del seconds
        shown = {"failed": failed} if quota is None else {"failed": failed, "quota": quota}
        self._bar.set_postfix(shown, refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        self._bar.close()


def _duration(seconds: float) -> str:
    if seconds >= _HOUR:
        return f"{seconds / _HOUR:.1f} h"
    return f"{seconds / _MINUTE:.0f} min" if seconds >= 2 * _MINUTE else f"{seconds:.0f} s"
