"""The report of a bulk run: counts and rows, read from the journal when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from os import PathLike
from pathlib import Path

from codatsynccommerce._runtime.csv_writer import CsvWriter
from codatsynccommerce._runtime.errors import RequestError, SDKError

from .journal import Decision, JournalError, ReportedRecord
from .locate import locate
from .resolutions import UnknownRecord, read_decisions, write_unknown
from .row import STATUS, Row, Status, csv_values
from .rules import SENDING, UNRESOLVED

_NO_RESPONSE = "it was sent, and no response came"
_BATCH = 1000
_MAX_CANDIDATES = 20


class Report:
    """What became of the records of a journal. It can be read while a run goes on.

    Attributes:
        journal: The absolute path of the file, or the address of the database without user and password.
        name: Name of the journal in the database; None for a file, and for all journals of a database.
        error: The error that ended the run before every record was sent and followed to its end; None if none did.
        stopped: The text of that error, or None.
    """

    def __init__(
        self,
        journal: str | PathLike[str],
        error: SDKError | None = None,
        retry: Callable[[], Report] | None = None,
        *,
        name: str | None = None,
    ) -> None:
        """Hold where the journal is, and read nothing yet."""
        self._location = locate(journal, name)
        self.journal = self._location.address
        self.name = name
        self.error = error
        self.stopped = None if error is None else str(error)
        self._retry = retry

    @property
    def succeeded(self) -> int:
        """Number of records that are in the accounting software."""
        return self.counts()["succeeded"]

    @property
    def failed(self) -> int:
        """Number of records that were rejected, and so were not created. `retry_failed` sends them again."""
        return self.counts()["failed"]

    @property
    def unknown(self) -> int:
        """Number of records that may have been created.

        They are never sent again unless it is proved that they were not created. `resolve` settles one after you have
        looked in the accounting software.
        """
        return self.counts()["unknown"]

    @property
    def pending(self) -> int:
        """Number of records that the API has accepted and not finished. Another `push` follows them."""
        return self.counts()["pending"]

    @property
    def not_sent(self) -> int:
        """Number of records that were not sent, because the run ended early. Another `push` sends them.

        It includes the records of the input that the run did not read, if their number is known: see `unread`.
        """
        return self.counts()["not sent"]

    @property
    def unread(self) -> int | None:
        """Number of records of the input that the run ended too early to read; None if that is unknown.

        They have no row. It is unknown if the input has no length, such as a generator, and was not read to its end.
        """
        with self._location.read() as journal:
            return journal.unread()

    def counts(self) -> dict[Status, int]:
        """Return the number of records with each status."""
        counts: dict[Status, int] = dict.fromkeys(STATUS.values(), 0)
        with self._location.read() as journal:
            for state, count in journal.counts().items():
                counts[STATUS[state]] += count
            counts["not sent"] += journal.unread() or 0
        return counts

    def rows(self, status: Status | None = None) -> Iterator[Row]:
        """Yield every record in the order of the input, a few in memory at a time.

        Arguments:
            status: Only records with this status; None yields all.
        """
        for row, _ in self.rows_with_content():
            if status in (None, row.status):
                yield row

    def rows_with_content(self) -> Iterator[tuple[Row, str]]:
        """Yield every record in the order of the input, each with what was sent for it.

        The content is JSON. It is there for records that failed or are unknown; for all others it is empty.
        """
        for record, candidates in self._records():
            yield _row(record, candidates), record.content

    def unknown_records(self) -> Iterator[UnknownRecord]:
        """Yield every record with the status `unknown`, with its content and the push operations that it may be."""
        for record, _ in self._records():
            if record.state in UNRESOLVED:
                with self._location.read() as journal:
                    candidates = journal.candidates(record.company_id) if record.state == SENDING else []
                row = _row(record, tuple(candidate.operation for candidate in candidates[:_MAX_CANDIDATES]))
                yield UnknownRecord(row, record.company_id, record.content, tuple(candidates))

    def to_csv(self, path: str | PathLike[str]) -> None:
        """Write every record as a row of a CSV file, in which no spreadsheet runs a text as a formula.

        Arguments:
            path: The file. It is overwritten.

        Raises:
            errors.RequestError: It is the journal itself, which must not be overwritten.
        """
        self._check_not_journal(path)
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = CsvWriter(file)
            writer.write_row(field.name for field in fields(Row))
            for row in self.rows():
                writer.write_row(csv_values(row))

    def resolve(self, index: int, *, created: bool, record_id: str | None = None, operation: str | None = None) -> None:
        """Settle an unknown record after you have looked for it in the accounting software.

        Arguments:
            index: Place of the record in the input, as `Row.index`.
            created: True if it is there: it then counts as succeeded. False if it is not: the next `push` or
                `retry_failed` sends it under a new key.
            record_id: Its id in the accounting software, if you know it.
            operation: Its `Row.operation`, if the journal holds records of several.

        Raises:
            errors.RequestError: The record is not unknown, or has an id though it was not created.
            bulk.JournalError: A run has the journal.
        """
        self._resolve([Decision(index, created, record_id, operation)])

    def unknown_to_csv(self, path: str | PathLike[str]) -> int:
        """Write the unknown records to a CSV file for a person to fill in, and return their number.

        Fill in `created` with `yes` or `no`, and `record_id` if you know it, then pass the file to `resolve_from_csv`.
        The file holds the content of the records.

        Arguments:
            path: The file. It is overwritten.

        Raises:
            errors.RequestError: It is the journal itself.
        """
        self._check_not_journal(path)
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            return write_unknown(CsvWriter(file), self.unknown_records())

    def resolve_from_csv(self, path: str | PathLike[str]) -> int:
        """Settle the unknown records that a person has decided in a file of `unknown_to_csv`. Return their number.

        Lines without `yes` or `no` in `created` stay unknown. Nothing is settled if one line cannot be used.

        Arguments:
            path: The file.

        Raises:
            errors.RequestError: Lines cannot be used. The text names each.
            bulk.JournalError: A run has the journal.
        """
        unknown = {row.idempotency_key: row for row in self.rows("unknown")}
        decisions = read_decisions(Path(path), unknown)
        self._resolve(decisions)
        return len(decisions)

    def retry_failed(self) -> Report:
        """Send the records that failed again, each under a new key, and those that were not sent.

        It uses the options of the run.

        Raises:
            errors.RequestError: The report was read from a file, without a client: use `bulk.retry_failed`.
        """
        if self._retry is None:
            message = "this report has no client: call bulk.retry_failed(create, journal=...)"
            raise RequestError(message)
        return self._retry()

    def _resolve(self, decisions: Iterable[Decision]) -> None:
        with self._location.edit() as journal:
            journal.resolve(decisions)

    def _records(self) -> Iterator[tuple[ReportedRecord, tuple[str, ...]]]:
        """Yield each record with the first operations that may have created it. The journal is closed meanwhile."""
        last: ReportedRecord | None = None
        while True:
            with self._location.read() as journal:
                batch = journal.rows(last, _BATCH)
                companies = {record.company_id for record in batch if record.state == SENDING}
                candidates = {
                    company_id: tuple(one.operation for one in journal.candidates(company_id)[:_MAX_CANDIDATES])
                    for company_id in companies
                }
            if not batch:
                return
            for record in batch:
                yield record, candidates.get(record.company_id, ()) if record.state == SENDING else ()
            last = batch[-1]

    def _check_not_journal(self, path: str | PathLike[str]) -> None:
        if self._location.is_at(path):
            message = f"{path} is the journal of this report: give the report a file of its own"
            raise RequestError(message)

    def _shown(self) -> dict[str, object]:
        """Return what to show. This must not fail, whatever has happened to the journal."""
        try:
            shown: dict[str, object] = {status: count for status, count in self.counts().items() if count}
            if (unread := self.unread) != 0:
                shown["input not read"] = "unknown" if unread is None else unread
        except JournalError as problem:
            return {"journal": str(problem).replace(str(self.journal), self._location.label)}
        return shown

    def _repr_html_(self) -> str:
        from codatsynccommerce._runtime.notebook import named_html  # noqa: PLC0415 - only notebooks need it

        return named_html(f"Report · {self._location.label}", {**self._shown(), "stopped": self.stopped})

    def __repr__(self) -> str:
        """Return the counts, and why the run stopped."""
        parts = [_phrase(name, value) for name, value in self._shown().items()]
        text = f"{', '.join(parts) or 'no records'}{f'; {self.stopped}' if self.stopped else ''}"
        return f"<Report {self._location.label}: {text}>"


def read_report(journal: str | PathLike[str], *, name: str | None = None) -> Report:
    """Read the report of a run from its journal. Nothing is sent, and nothing is written.

    It works while a run has the journal, and where nothing can be written.

    Arguments:
        journal: The file, or the URL of a PostgreSQL database.
        name: Name of the journal in the database; None reads all journals of the database.

    Raises:
        bulk.JournalError: There is no journal, or it cannot be read.
        errors.RequestError: It is not the path of a file, or the extra `postgres` is not installed.
    """
    report = Report(journal, name=name)
    report.counts()
    return report


def _row(record: ReportedRecord, candidates: tuple[str, ...]) -> Row:
    error = record.error or (_NO_RESPONSE if record.state == SENDING else None)
    return Row(
        record.position,
        STATUS[record.state],
        record.record_id,
        error,
        record.warnings,
        record.operation,
        record.key,
        candidates,
        record.resolved,
        record.line,
        record.create,
    )


def _phrase(name: str, value: object) -> str:
    if name == "input not read":
        return "more input not read" if value == "unknown" else f"{value:,} of the input not read"
    return f"{value:,} {name}" if isinstance(value, int) else f"{value}"
