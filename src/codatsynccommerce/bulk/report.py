"""The report of a bulk run: counts and rows, read from the journal when they are asked for."""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from codatsynccommerce._core.errors import RequestError

from .journal import Journal
from .outcome import FAILED, PENDING, READY, SENDING, SUCCEEDED, UNKNOWN
from .schema import COUNTS, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

Status = Literal["succeeded", "failed", "unknown", "pending", "not sent"]

_STATUS: dict[str, Status] = {
    SUCCEEDED: "succeeded",
    FAILED: "failed",
    SENDING: "unknown",
    UNKNOWN: "unknown",
    PENDING: "pending",
    READY: "not sent",
}
_NO_ANSWER = "it was sent, and no answer came"
_BATCH = 1000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""


@dataclass(frozen=True)
class Row:
    """One record.

    Attributes:
        index: Its place in the input, from 0.
        status: `succeeded`, `failed`, `unknown`, `pending` or `not sent`.
        record_id: Id of the new record in the accounting software.
        error: Why it is not there, or not known to be.
        warnings: What the accounting software left out or changed.
        operation_key: Key of its push operation.
        idempotency_key: Key that its request carried.
    """

    index: int
    status: Status
    record_id: str | None
    error: str | None
    warnings: str | None
    operation_key: str | None
    idempotency_key: str


class Report:
    """What became of the records of a journal.

    Attributes:
        journal: The file.
        stopped: Why the run ended before all was sent or followed to its end; None where it did not.
    """

    def __init__(
        self, journal: str | PathLike[str], stopped: str | None = None, retry: Callable[[], Report] | None = None
    ) -> None:
        """Hold the place of the journal, and read nothing yet."""
        self.journal = Path(journal)
        self.stopped = stopped
        self._retry = retry

    @property
    def succeeded(self) -> int:
        """Records that are in the accounting software."""
        return self.counts()["succeeded"]

    @property
    def failed(self) -> int:
        """Records that are certainly not, because they were refused. `retry_failed` sends them again."""
        return self.counts()["failed"]

    @property
    def unknown(self) -> int:
        """Records that may be. They are never sent again unless it is certain that they are not."""
        return self.counts()["unknown"]

    @property
    def pending(self) -> int:
        """Records that the API has taken and not finished. A further `push` with the same journal follows them."""
        return self.counts()["pending"]

    @property
    def not_sent(self) -> int:
        """Records that were read and not sent, because the run ended early. A further `push` sends them."""
        return self.counts()["not sent"]

    def counts(self) -> dict[Status, int]:
        """Give how many records have each status."""
        found: dict[Status, int] = dict.fromkeys(_STATUS.values(), 0)
        for state, count in self._ask(COUNTS):
            found[_STATUS[state]] += count
        return found

    def rows(self, status: Status | None = None) -> Iterator[Row]:
        """Give every record in the order of the input, a few in memory at a time.

        Arguments:
            status: Only records with this status; None gives all.
        """
        last = -1
        while batch := self._ask(ROWS, (last, _BATCH)):
            # The journal is closed while the caller has the row, who may start the next run.
            for index, key, operation, state, record_id, error, warnings in batch:
                if status in (None, _STATUS[state]):
                    told = error or (_NO_ANSWER if state == SENDING else None)
                    yield Row(index, _STATUS[state], record_id, told, warnings, operation, key)
            last = batch[-1][0]

    def to_csv(self, path: str | PathLike[str]) -> None:
        """Write every record as a row of a CSV file that spreadsheets open as it is meant.

        A text that they would run as a formula gets an apostrophe in front.

        Arguments:
            path: The file. It is written over.
        """
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([one.name for one in fields(Row)])
            writer.writerows([_cell(value) for value in astuple(row)] for row in self.rows())

    def retry_failed(self) -> Report:
        """Send the records that failed once more, each under a new key, with the settings of the run.

        Raises:
            errors.RequestError: The report was read from a file, without a client: use `bulk.retry_failed`.
        """
        if self._retry is None:
            message = "this report has no client: call bulk.retry_failed(create, journal=...)"
            raise RequestError(message)
        return self._retry()

    def _ask(self, query: str, values: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
        with Journal(self.journal) as journal:
            return journal.ask(query, values)

    def __repr__(self) -> str:
        """Give the counts, and why the run stopped."""
        shown = ", ".join(f"{count:,} {status}" for status, count in self.counts().items() if count)
        return f"<Report {self.journal.name}: {shown or 'no records'}{f'; {self.stopped}' if self.stopped else ''}>"


def read_report(journal: str | PathLike[str]) -> Report:
    """Read the report of an earlier run from its journal. Nothing is sent.

    Arguments:
        journal: The file.

    Raises:
        JournalError: There is no journal there, or a run is using it.
    """
    Journal(journal).close()
    return Report(journal)


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
