"""The workers of a run: threads that send records while the caller's thread reads the input no faster than they send.

Code in which a signal can interrupt the caller's thread uses only queues and locks written in C. Python's own `Queue`,
`Event` and `Condition` can be left locked for ever by an exception that a signal handler raises inside them.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from .journal import JournalError
from .rules import FAILED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .journal import JournalRecord
    from .throttle import Throttle

GROUP = 10
"""Maximum number of records that share one commit, and that may wait to be sent."""
READ_AHEAD = 50
"""Maximum number of records that may be read before they are begun."""
_POLL = 0.05
"""Seconds between two checks of whether the run has been stopped."""


class WorkerPool:
    """Workers for one pass over records."""

    def __init__(
        self,
        workers: int,
        begin: Callable[[list[JournalRecord]], None],
        send: Callable[[JournalRecord], None],
        on_idle: Callable[[], None],
        throttle: Throttle,
    ) -> None:
        """Start nothing yet.

        Arguments:
            workers: Number of threads.
            begin: Writes to the journal that records are about to be sent.
            send: Sends a record.
            on_idle: Called when a worker has nothing to do.
            throttle: Stops the run.
        """
        self.left: list[JournalRecord] = []
        """Records that were begun and provably not sent, because the run was stopped."""
        self._begin = begin
        self._send = send
        self._on_idle = on_idle
        self._throttle = throttle
        self._workers = workers
        self._process = os.getpid()
        self._permits: SimpleQueue[int] = SimpleQueue()
        """Numbers of records that may be read: as many as have been begun."""
        self._permitted = READ_AHEAD
        self._to_permit = 0
        self._read: SimpleQueue[JournalRecord | None] = SimpleQueue()
        self._begun: deque[JournalRecord] = deque()
        self._leader = Lock()
        self._input_ended = False
        # Not Thread.join: up to Python 3.12, Ctrl-C in it can mark a running thread as ended. See
        # https://github.com/python/cpython/issues/90882.
        self._ended: SimpleQueue[None] = SimpleQueue()
        self._running = 0
        self._failure: BaseException | None = None

    def run(self, records: Iterable[JournalRecord]) -> None:
        """Send all records until there are no more or the run is stopped.

        Whatever ends it, Ctrl-C and an error of the input included, the workers first finish what is in flight.
        """
        try:
            for number in range(self._workers):
                self._start_worker(number)
            for record in records:
                if not self._put(record):
                    break
            self._read.put(None)
            self._wait()
        except BaseException:
            self._throttle.stop()
            self._wait()
            raise
        finally:
            self.left = list(self._begun)
        if self._failure is not None:
            raise self._failure

    def _start_worker(self, number: int) -> None:
        # A daemon: a second Ctrl-C ends the program at once, and the journal is made for that.
        Thread(target=self._work_loop, name=f"bulk-{number}", daemon=True).start()
        self._running += 1  # Not earlier: nobody waits for a thread that could not start.

    def _put(self, record: JournalRecord) -> bool:
        if os.getpid() != self._process:
            # The threads that would take the record exist only in the parent.
            message = "the run belongs to the process that started it, not to its forked child"
            raise JournalError(message)
        while not self._throttle.stopped:
            if not self._permitted:
                try:
                    self._permitted = self._permits.get(timeout=_POLL)
                except Empty:
                    continue
            self._permitted -= 1
            self._read.put(record)
            return True
        return False

    def _wait(self) -> None:
        # A forked child has none of the threads that it would wait for.
        while self._running and os.getpid() == self._process:
            try:
                self._ended.get(timeout=_POLL)  # With a limit, because without one Windows hears no Ctrl-C.
            except Empty:
                continue
            self._running -= 1

    def _work_loop(self) -> None:
        try:
            while (record := self._next()) is not None:
                self._send(record)
        except BaseException as error:  # noqa: BLE001 - raised by `run`, in the thread of the caller
            self._failure = error
            self._throttle.stop()
        finally:
            self._ended.put(None)

    def _next(self) -> JournalRecord | None:
        while not self._throttle.stopped:
            with self._leader:  # One worker begins a group for all; the others wait for it here.
                if not self._begun and not self._input_ended:
                    self._begin_group()
                if self._begun:
                    return self._begun.popleft()
                if self._input_ended:
                    return None
        return None

    def _begin_group(self) -> None:
        """Begin the records that have been read by now, `GROUP` at most, with one commit."""
        group: list[JournalRecord | None] = []
        with suppress(Empty):
            group.append(self._read.get(timeout=_POLL))
            while len(group) < GROUP and group[-1] is not None:
                group.append(self._read.get_nowait())
        records = [record for record in group if record is not None]
        self._input_ended = len(records) < len(group)
        if records:
            self._begin(records)
            self._begun.extend(record for record in records if record.state != FAILED)
            # Not earlier, or the reader would run between the statements of `begin`, which takes longer than one after
            # the other. And for many records at a time, because each time the reader wakes it takes the interpreter
            # from the workers.
            self._to_permit += len(records)
            if self._to_permit >= READ_AHEAD - GROUP:
                self._permits.put(self._to_permit)
                self._to_permit = 0
        else:
            self._on_idle()
