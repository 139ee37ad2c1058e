"""A bulk run from its first record to its report: settle what is old, send, ask again, follow to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.errors import RequestError, SDKError
from codatsynccommerce._runtime.headers import new_key

from .journal import Entry, Journal, JournalError
from .journal_sql import BEYOND
from .outcome import FAILED, PENDING, READY, SENDING, SUCCEEDED, UNKNOWN
from .poller import follow
from .progress import Progress
from .reconcile import settle_old
from .report import Report
from .sender import Sender, remembered
from .target import Target, Written, digest_of, place_of
from .throttle import Gate
from .worker_pool import Crew

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from typing_extensions import Self

    from .options import Options

_DONE = (SUCCEEDED, FAILED, UNKNOWN)


class Run:
    """One run over one journal, which is open as long as the run is."""

    def __init__(self, target: Target, options: Options) -> None:
        """Open the journal; send nothing yet."""
        options.check()
        self._target = target
        self._options = options
        self._gate = Gate(target.client.clock, options.per_minute)
        self._journal = Journal(options.journal, target.operation.name)
        self._sender = Sender(target, self._journal, self._gate)

    def __enter__(self) -> Self:
        """Give the run."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the journal."""
        self._journal.close()

    def from_input(self, requests: Iterable[Any], total: int | None) -> Report:
        """Send what an input holds and the journal does not know as done."""
        self._send(self._unsent(requests), total)
        return self._finish(total)

    def from_failed(self) -> Report:
        """Send what the journal holds as failed, under new keys."""
        self._journal.free_failed()
        total = self._count(READY, SENDING, PENDING, *_DONE)
        self._send(self._journal.entries(READY), total)
        return self._finish(total)

    def _unsent(self, requests: Iterable[Any]) -> Iterator[Entry]:
        position = -1
        for position, request in enumerate(requests):
            entry = self._entry(position, request)
            if entry.state == READY or (entry.state == SENDING and self._can_ask(entry)):
                yield entry
        if beyond := self._journal.ask(BEYOND, (position,))[0][0]:
            message = f"the input ends after {position + 1} records, and the journal holds {beyond} more"
            raise JournalError(message)

    def _entry(self, position: int, request: Any) -> Entry:
        """Give the record as the journal has it, noted there if it is new."""
        error: str | None = None
        try:
            written = self._target.write(request)
        except RequestError as problem:
            error = str(problem)
            written = Written("", b"", digest_of(self._target.operation.name, "", error.encode()))
        known = self._journal.find(position)
        if known is None:
            state = READY if error is None else FAILED
            known = Entry(position, written.digest, written.path, written.body, new_key(), state, error=error)
            self._journal.add(known, place_of(written.path).company_id if written.path else "")
        elif known.digest != written.digest:
            message = (
                f"record {position} of the input is not the one that the journal {self._options.journal} was made "
                "with, in its content, company or connection. What the journal holds may be created already: give it "
                "the same input again, and put only what is new or corrected into another input, with another journal"
            )
            raise JournalError(message)
        return known

    def _can_ask(self, entry: Entry) -> bool:
        """Say whether asking again under the key of a record can tell what became of it."""
        return not entry.stored and remembered(entry.first_sent, self._target.client.clock.now())

    def _send(self, entries: Iterable[Entry], total: int | None) -> None:
        shown = self._progress("pushed", total, (PENDING, *_DONE))

        def work(entry: Entry) -> None:
            self._sender.send(entry)
            if shown:
                shown.tick()

        try:
            Crew(self._options.workers, work, self._gate).run(entries)
        finally:
            if shown:
                shown.close()

    def _finish(self, total: int | None) -> Report:
        if not self._gate.stopped and self._count(SENDING):
            # Once more for those whose every answer was lost: the API may be well again by now.
            self._send((one for one in self._journal.entries(SENDING) if self._can_ask(one)), total)
            if not self._gate.stopped:
                settle_old(self._target.client, self._journal)
                self._send(self._journal.entries(READY), total)
        reason = self._gate.reason
        if self._options.wait and reason is None and self._count(PENDING):
            reason = self._follow()
        reason = reason or self._gate.refusal
        return Report(self._options.journal, reason, self._again)

    def _follow(self) -> SDKError | None:
        shown = self._progress("finished", self._count(PENDING, *_DONE), _DONE)
        tick = shown.tick if shown else lambda: None
        try:
            return follow(self._target.client, self._journal, self._options.patience, tick)
        finally:
            if shown:
                shown.close()

    def _again(self) -> Report:
        with Run(self._target, self._options) as run:
            return run.from_failed()

    def _progress(self, word: str, total: int | None, done: tuple[str, ...]) -> Progress | None:
        if not self._options.progress:
            return None
        return Progress(word, total, lambda: (self._count(*done), self._count(FAILED)), self._target.client.clock)

    def _count(self, *states: str) -> int:
        counts = self._journal.counts()
        return sum(counts.get(state, 0) for state in states)
