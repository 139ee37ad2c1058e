"""A bulk run from its first record to its report: send, ask again, reconcile, follow to the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from codatsynccommerce._runtime.errors import RequestError, SDKError
from codatsynccommerce._runtime.idempotency import new_key

from .api_clock import ApiClock
from .journal import JournalError, JournalRecord
from .outcome import storable
from .poller import follow
from .progress import Progress
from .reconcile import reconcile
from .report import Report
from .reserve import QuotaReserve
from .rules import FAILED, PENDING, READY, SENDING, SUCCEEDED, TIMED_OUT
from .sender import Sender
from .sqlite_journal import SqliteJournal
from .stop_signal import StopSignal
from .target import NO_TARGET, CreateMethod, SerializedRequest, digest_of
from .throttle import Throttle
from .worker_pool import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from typing_extensions import Self

    from codatsynccommerce._runtime.client import Client

    from .journal import JournalStore
    from .line_numbers import LineNumbers
    from .options import Options

_MAX_ROUNDS = 10
"""Rounds in which records with a conflict are asked for again, as long as each round changes something."""
_ENDED = (SUCCEEDED, FAILED, TIMED_OUT)


class Run:
    """One run over one journal, which is open as long as the run is."""

    def __init__(self, method: CreateMethod, options: Options, *, journal_exists: bool = False) -> None:
        """Open the journal; send nothing yet.

        Arguments:
            method: Creates the records.
            options: Options that have been checked.
            journal_exists: Whether a missing journal is an error, not a new one.
        """
        path = Path(options.journal)
        if journal_exists and not path.exists():
            message = f"there is no journal at {path}"
            raise JournalError(message)
        self._method = method
        self._options = options
        self._path = path
        self._process = os.getpid()
        self._api_clock = ApiClock(method.client.clock)
        self._reserve = QuotaReserve(method.client, options.keep, options.workers, self._api_clock)
        self._throttle = Throttle(method.client.clock, options.max_per_minute, self._reserve.problem)
        self._journal: JournalStore = SqliteJournal(
            path, method.operation.name, server_name(method.client), self._throttle.on_no_response
        )
        operation = method.for_bytes
        self._sender = Sender(method.client, lambda _record: operation, self._journal, self._throttle, self._api_clock)
        self._signal = StopSignal()
        self._input: tuple[int | None, bool] | None = None

    def __enter__(self) -> Self:
        """Return the run."""
        self._signal.install()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the journal."""
        if os.getpid() != self._process:
            return
        self._signal.remove()
        try:
            if self._input is not None:
                size, read_to_end = self._input
                self._journal.set_input(size, read_to_end=read_to_end)
        finally:
            self._journal.close()

    def push(self, requests: Iterable[object], size: int | None, lines: LineNumbers | None = None) -> Report:
        """Send the records of an input that are not done according to the journal.

        Arguments:
            requests: The input.
            size: Number of its records, None if unknown.
            lines: Lines of a file on which they begin, None if they come from no file.
        """
        self._input = size, False
        self._journal.set_input(size, read_to_end=False)
        if lines is not None and not self._journal.count_after(-1):
            self._journal.set_lines(lines)
        self._send(self._unsent(requests, lines), size)
        return self._finish(size)

    def retry_failed(self) -> Report:
        """Send the records that the journal holds as failed, under new keys, and those that were not sent."""
        size = self._count(READY, SENDING, PENDING, *_ENDED)
        # Unknown records come first: a response to one may show that a failure belongs to it, and not to the record
        # that holds it.
        self._send(self._askable(), size)
        if not self._throttle.stopped:
            self._journal.release_failed()
            self._send(self._ready(), size)
        return self._finish(size)

    def _unsent(self, requests: Iterable[object], lines: LineNumbers | None) -> Iterator[JournalRecord]:
        position = -1
        for position, request in enumerate(requests):
            record = self._record(position, request, lines)
            if record.state in (READY, SENDING):
                self._sender.read_clock(record.target)
            if (
                record.is_new
                or record.state == READY
                or (record.state == SENDING and self._sender.can_ask_again(record))
            ):
                yield record
        # What was read last may not be in the journal, if the run was stopped meanwhile.
        self._input = position + 1, False
        if beyond := self._journal.count_after(position):
            message = f"the input ends after {position + 1} records, and the journal holds {beyond} more"
            raise JournalError(message)
        if lines is not None:  # Only now is it certain that these records are those of the journal.
            self._journal.set_lines(lines)

    def _ready(self) -> Iterator[JournalRecord]:
        for record in self._journal.records(READY):
            self._sender.read_clock(record.target)
            if record.body is not None:
                yield record

    def _askable(self, *, in_conflict: bool = False) -> Iterator[JournalRecord]:
        """Yield the unknown records that may be sent again under their keys."""
        for record in self._journal.records(SENDING):
            self._sender.read_clock(record.target)
            if self._sender.can_ask_again(record) and (record.conflict or not in_conflict):
                yield record

    def _record(self, position: int, request: object, lines: LineNumbers | None) -> JournalRecord:
        """Return the record as the journal has it, or a new one."""
        error: str | None = None
        try:
            built = self._method.serialize(request)
        except RequestError as problem:
            error = storable(problem)
            built = SerializedRequest(NO_TARGET, b"", digest_of(self._method.operation.name, "", error.encode()))
        known = self._journal.find(position)
        if known is None:
            state = READY if error is None else FAILED
            return JournalRecord(
                position, built.digest, built.target, built.body, new_key(), state, error=error, is_new=True
            )
        if known.digest != built.digest:
            line = None if lines is None else lines.line(position)
            place = f"the record at index {position} of the input" if line is None else f"the record on line {line}"
            message = (
                f"{place} is not the one that the journal {self._path} was made with, in its "
                "content, company or connection. What the journal holds may be created already: pass the same input "
                "again, and put only what is new or corrected into another input, with another journal"
            )
            raise JournalError(message)
        return known._replace(body=built.body)

    def _begin(self, records: list[JournalRecord]) -> None:
        self._journal.begin(records, self._api_clock.earliest(self._api_clock.now()))

    def _send(self, records: Iterable[JournalRecord], size: int | None) -> None:
        progress = self._progress("pushed", size, (PENDING, *_ENDED))

        def send(record: JournalRecord) -> None:
            self._sender.send(record)
            progress.tick()

        pool = WorkerPool(self._options.workers, self._begin, send, self._journal.flush, self._throttle)
        try:
            pool.run(records)
        finally:
            if os.getpid() == self._process:
                for record in pool.left:
                    self._sender.skip(record)
                self._journal.flush()
                progress.close()

    def _finish(self, size: int | None) -> Report:
        if not self._throttle.stopped and self._count(SENDING):
            self._ask_again(size)
            if not self._throttle.stopped and self._count(SENDING):
                reconcile(self._method.client, self._journal, self._api_clock, self._sender)
                if self._count(READY):
                    self._send(self._ready(), size)
        reason = self._throttle.reason
        if self._options.wait and reason is None and self._count(PENDING):
            reason = self._follow()
        reason = reason or self._throttle.refusal or (self._throttle.last_failure if self._count(READY) else None)
        return Report(self._path, reason, self._retry_failed)

    def _ask_again(self, size: int | None) -> None:
        """Send unknown records again: the API may have recovered, and responses may not be mixed up any more."""
        self._send(self._askable(), size)
        # Settling one of two records with a conflict may let the next response to the other settle that one too.
        before: set[tuple[int, str]] = set()
        for _ in range(_MAX_ROUNDS):
            conflicts = {(one.position, one.conflict) for one in self._journal.records(SENDING) if one.conflict}
            if conflicts == before or self._throttle.stopped:
                return
            before = conflicts
            self._send(self._askable(in_conflict=True), size)

    def _follow(self) -> SDKError | None:
        progress = self._progress("finished", self._count(PENDING, *_ENDED), _ENDED)
        try:
            return follow(
                self._method.client, self._journal, self._options.stall_timeout, progress.tick, self._reserve.problem
            )
        finally:
            progress.close()

    def _retry_failed(self) -> Report:
        with Run(self._method, self._options, journal_exists=True) as run:
            return run.retry_failed()

    def _progress(self, word: str, size: int | None, done: tuple[str, ...]) -> Progress:
        def counts() -> tuple[int, int, int | None]:
            return self._count(*done), self._count(FAILED), self._reserve.remaining

        return Progress(word, size, counts, self._method.client.clock, shown=self._options.progress)

    def _count(self, *states: str) -> int:
        counts = self._journal.counts()
        return sum(counts.get(state, 0) for state in states)


def server_name(client: Client) -> str:
    """Return the address that the records of a client go to, without anything secret that it may hold."""
    address = client.settings.server.partition("?")[0]
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].rstrip('/')}".lower()
