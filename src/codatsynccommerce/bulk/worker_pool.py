"""The workers of a run: threads that take records from a short queue, so that the input is read no faster than sent."""

from __future__ import annotations

from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .journal import Entry
    from .throttle import Gate

_AHEAD = 2
"""Records that wait in the queue for each worker."""
_LOOK = 0.05
"""Seconds between two looks at whether the run has been stopped."""


class Crew:
    """Workers for one pass over records."""

    def __init__(self, workers: int, work: Callable[[Entry], None], gate: Gate) -> None:
        """Have nobody at work yet.

        Arguments:
            workers: How many.
            work: What each does with a record.
            gate: Stops the run.
        """
        self._work = work
        self._gate = gate
        self._queue: Queue[Union[Entry, None]] = Queue(workers * _AHEAD)
        self._workers = workers
        # Not Thread.join: up to Python 3.12, Ctrl-C in it can mark a running thread as ended. See
        # https://github.com/python/cpython/issues/90882.
        self._at_work: list[Event] = []
        self._broken: BaseException | None = None

    def run(self, entries: Iterable[Entry]) -> None:
        """Work on all records until there are no more or the gate has closed for good.

        Whatever ends it, Ctrl-C and an error of the input included, the workers finish what is in flight first.
        """
        try:
            for number in range(self._workers):
                self._hire(number)
            for entry in entries:
                if not self._put(entry):
                    break
            for _ in range(self._workers):
                self._put(None)
            self._wait()
        except BaseException:
            self._gate.stop()
            self._wait()
            raise
        if self._broken is not None:
            raise self._broken

    def _hire(self, number: int) -> None:
        ended = Event()
        # A daemon: a second Ctrl-C ends the program at once, and the journal is made for that.
        Thread(target=self._labour, args=(ended,), name=f"bulk-{number}", daemon=True).start()
        self._at_work.append(ended)

    def _put(self, entry: Entry | None) -> bool:
        while not self._gate.stopped:
            try:
                self._queue.put(entry, timeout=_LOOK)
            except Full:
                continue
            return True
        return False

    def _wait(self) -> None:
        for ended in self._at_work:
            while not ended.wait(_LOOK):
                pass  # With a limit, for without one Windows hears no Ctrl-C.

    def _labour(self, ended: Event) -> None:
        try:
            while not self._gate.stopped:
                try:
                    entry = self._queue.get(timeout=_LOOK)
                except Empty:
                    continue
                if entry is None:
                    return
                self._work(entry)
        except BaseException as problem:  # noqa: BLE001 - told by `run`, in the thread of the caller
            self._broken = problem
            self._gate.stop()
        finally:
            ended.set()
