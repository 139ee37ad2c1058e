"""Showing how far a run is: a bar of tqdm on a terminal where that is installed, else a line now and then."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._runtime.client import Clock

    Counts = Callable[[], tuple[int, int]]

_LINES_APART, _BARS_APART = 5.0, 0.2
_MINUTE, _HOUR = 60, 3600


class _Shown(Protocol):
    apart: float

    def show(self, done: int, failed: int, seconds: float) -> None: ...
    def close(self) -> None: ...


class Progress:
    """One stretch of a run, shown at a bounded rate. Any number of threads may tick it."""

    def __init__(self, word: str, total: int | None, counts: Counts, clock: Clock) -> None:
        """Show where it begins.

        Arguments:
            word: What happens to the records, such as `pushed`.
            total: How many there are; None where nobody knows.
            counts: Gives how many are done, and how many of them failed.
            clock: The client's.
        """
        self._counts = counts
        self._clock = clock
        self._lock = Lock()
        self._start = self._last = clock.monotonic()
        done, _ = counts()
        # A notebook shows a bar too, though its stderr is no terminal.
        shows_bars = sys.stderr.isatty() or type(sys.stderr).__module__.startswith("ipykernel")
        bar = shows_bars and find_spec("tqdm") is not None
        self._shown: _Shown = _Bar(word, total, done) if bar else _Lines(word, total, done)

    def tick(self) -> None:
        """Show how far it is, unless that was shown a moment ago."""
        if self._lock.acquire(blocking=False):
            try:
                if self._clock.monotonic() - self._last >= self._shown.apart:
                    self._show()
            finally:
                self._lock.release()

    def close(self) -> None:
        """Show how far it came."""
        with self._lock:
            self._show()
            self._shown.close()

    def _show(self) -> None:
        self._last = self._clock.monotonic()
        self._shown.show(*self._counts(), self._last - self._start)


class _Lines:
    """Plain lines on stderr."""

    apart = _LINES_APART

    def __init__(self, word: str, total: int | None, done: int) -> None:
        self._word, self._total, self._begun = word, total, done

    def show(self, done: int, failed: int, seconds: float) -> None:
        rate = (done - self._begun) / seconds if seconds > 0 else 0.0
        parts = [f"{self._word} {done:,}" + (f" of {self._total:,}" if self._total is not None else "")]
        parts.append(f"{failed:,} failed")
        if rate:
            parts.append(f"{rate:,.1f}/s")
        if rate and self._total is not None and self._total > done:
            parts.append(f"{_span((self._total - done) / rate)} left")
        sys.stderr.write(", ".join(parts) + "\n")
        sys.stderr.flush()

    def close(self) -> None: ...


class _Bar:
    """A bar of tqdm, which works out the rate and the time left by itself."""

    apart = _BARS_APART

    def __init__(self, word: str, total: int | None, done: int) -> None:
        # Imported late: an extra that only a terminal asks for.
        tqdm: Any = import_module("tqdm").tqdm
        self._bar = tqdm(desc=word, total=total, initial=done, unit=" records", dynamic_ncols=True)

    def show(self, done: int, failed: int, seconds: float) -> None:
        del seconds
        self._bar.set_postfix(failed=failed, refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        self._bar.close()


def _span(seconds: float) -> str:
    if seconds >= _HOUR:
        return f"{seconds / _HOUR:.1f} h"
    return f"{seconds / _MINUTE:.0f} min" if seconds >= 2 * _MINUTE else f"{seconds:.0f} s"
