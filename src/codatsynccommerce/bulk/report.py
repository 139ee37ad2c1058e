"""The report of a bulk run: counts and rows, read from the journal when they are asked for."""

from __future__ import annotations

from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.csv_writer import CsvWriter
from codatsynccommerce._runtime.errors import RequestError

from .journal import Journal, JournalError
from .journal_sql import COUNTS, ROWS
from .outcome import SENDING
from .rows import STATUS, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

    from codatsynccommerce._runtime.errors import SDKError

    from .rows import Status

_NO_ANSWER = "it was sent, and no answer came"
_BATCH = 1000


class Report:
    """What became of the records of a journal.

    Attributes:
        journal: The file.
        error: The error that ended the run before all was sent or followed to its end; None where none did.
        stopped: The text of that error, or None.
    """

    def __init__(
        self, journal: str | PathLike[str], error: SDKError | None = None, retry: Callable[[], Report] | None = None
    ) -> None:
        """Hold the place of the journal, and read nothing yet."""
        self.journal = Path(journal)
        self.error = error
        self.stopped = None if error is None else str(error)
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
        found: dict[Status, int] = dict.fromkeys(STATUS.values(), 0)
        for state, count in self._ask(COUNTS):
            found[STATUS[state]] += count
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
                if status in (None, STATUS[state]):
                    told = error or (_NO_ANSWER if state == SENDING else None)
                    yield Row(index, STATUS[state], record_id, told, warnings, operation, key)
            last = batch[-1][0]

    def to_csv(self, path: str | PathLike[str]) -> None:
        """Write every record as a row of a CSV file that spreadsheets open as it is meant.

        A text that they would run as a formula gets an apostrophe in front.

        Arguments:
            path: The file. It is written over.

        Raises:
            errors.RequestError: It is the journal itself, which alone knows what was sent.
        """
        if Path(path).exists() and self.journal.samefile(path):
            message = f"{path} is the journal of this report: give the report a file of its own"
            raise RequestError(message)
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = CsvWriter(file)
            writer.write_row(field.name for field in fields(Row))
            for row in self.rows():
                writer.write_row(astuple(row))

    def retry_failed(self) -> Report:
        """Send the records that failed once more, each under a new key, and those that were not sent.

        With the settings of the run.

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

    def _shown(self) -> dict[str, object]:
        """Give what there is to show. That must not fail: another run may have the journal by now."""
        try:
            found: dict[str, object] = {status: count for status, count in self.counts().items() if count}
        except JournalError as problem:
            return {"journal": str(problem)}
        return found

    def _repr_html_(self) -> str:
        from codatsynccommerce._runtime.notebook import named_html  # noqa: PLC0415 - only notebooks ask for it

        return named_html(f"Report · {self.journal.name}", {**self._shown(), "stopped": self.stopped})

    def __repr__(self) -> str:
        """Give the counts, and why the run stopped."""
        shown = ", ".join(
            f"{one:,} {name}" if isinstance(one, int) else f"{one}" for name, one in self._shown().items()
        )
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
