"""The outcome of a push: counts on stdout, reasons on stderr, the report as a CSV file, and the exit code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from codatsynccommerce import bulk
from codatsynccommerce._runtime.csv_writer import CsvWriter
from codatsynccommerce.bulk.row import csv_values

from .exits import EndedError, Exit, exit_code_of
from .output import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from codatsynccommerce.bulk.tables.kinds import RecordKind

_MAX_SHOWN = 10
_LASTING = (Exit.USAGE, Exit.REFUSED)
"""Errors that another run would get again."""
_NOT_READ = "the run ended before it was read"
_FIELDS = [field.name for field in fields(bulk.Row)]
_COLUMNS = ["line", "name", *(name for name in _FIELDS if name != "line")]


class _Line(NamedTuple):
    """A row of the report with what a person calls the record."""

    name: str | None
    row: bulk.Row

    @property
    def place(self) -> str:
        """The line, and the name if there is one."""
        place = f"record {self.row.index}" if self.row.line is None else f"line {self.row.line}"
        return f"{place} ({self.name})" if self.name else place


class PushReport:
    """What became of the records of a push."""

    def __init__(
        self,
        report: bulk.Report,
        kind: RecordKind,
        requests: bulk.Requests[Any] | None,
        total: int,
        names: Mapping[int, str],
    ) -> None:
        """Keep the report and its input.

        Arguments:
            report: The report of the run.
            kind: Kind of the records.
            requests: The input; None where the records came from the journal.
            total: Number of records. A run that ends early has not even read all of them.
            names: What a person calls records, by their index, where the input does not say it.
        """
        self._names = names
        self._report = report
        self._kind = kind
        self._requests = requests
        self._total = total

    def end(self, *, wait: bool, report_file: Path | None) -> None:
        """Write the report, the counts, and the first records that failed or are unknown.

        Arguments:
            wait: Whether pending records were to be followed to their end.
            report_file: CSV file for every record; None writes none.

        Raises:
            EndedError: Not all records succeeded, or the report cannot be written.
        """
        # The outcome of the records matters more than a report that cannot be written, so it is shown nevertheless.
        report_error = self._write_csv(report_file) if report_file else None
        counts = dict(self._report.counts())
        counts["not sent"] += max(self._total - sum(counts.values()), 0)
        for status, count in counts.items():
            click.echo(f"{status}: {count}")
        if counts["failed"] or counts["unknown"]:
            self._write_reasons(counts["failed"] + counts["unknown"], None if report_error else report_file)
        if counts["unknown"]:
            text = f"to settle unknown records by hand: codatsynccommerce resolve {self._report.journal}"
            click.echo(printable(text), err=True)
        if report_error:
            click.echo(printable(report_error), err=True)
        self._raise_unless_done(counts, wait=wait)
        if report_error:
            raise EndedError(Exit.USAGE, "the run is done, but its report is not written, see above")

    def _write_csv(self, path: Path) -> str | None:
        """Write every record as a row of a CSV file, and return why it cannot be written."""
        try:
            self._write_rows(path)
        except OSError as error:
            return f"{path} cannot be written: {error.strerror or error}"
        return None

    def _write_rows(self, path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = CsvWriter(file)
            writer.write_row(_COLUMNS)
            for line in self._lines():
                values = dict(zip(_FIELDS, csv_values(line.row), strict=True))
                writer.write_row(values.get(column, line.name) for column in _COLUMNS)

    def _lines(self) -> Iterator[_Line]:
        """Yield the row of every record, in the order of the input."""
        rows = self._report.rows_with_content()
        held = next(rows, None)
        for index, (line, name) in enumerate(self._places()):
            if held is not None and held[0].index == index:
                yield _Line(name, held[0])
                held = next(rows, None)
            else:
                yield _Line(name, bulk.Row(index, "not sent", None, _NOT_READ, None, None, "", line=line))
        for row, content in chain([held] if held else [], rows):
            yield _Line(self._kind.label_of_content(content) or self._names.get(row.index), row)

    def _places(self) -> Iterator[tuple[int, str | None]]:
        """Yield the line and the name of every record, until the file can no longer be read as it was."""
        # The work is done: a file that has been changed or moved in the meantime must not hide its outcome.
        with suppress(bulk.BadRowsError, OSError):
            for line, request in self._requests.with_lines() if self._requests is not None else ():
                yield line, self._kind.label(request)

    def _write_reasons(self, count: int, report_file: Path | None) -> None:
        shown = 0
        for line in self._lines():
            if line.row.status in ("failed", "unknown"):
                text = f"{line.place} {line.row.status}: {line.row.error or 'no reason given'}"
                click.echo(printable(text), err=True)
                shown += 1
            if shown == _MAX_SHOWN:
                break
        if count > shown:
            where = f"see {report_file}" if report_file else "use --report FILE to list them all"
            click.echo(printable(f"... and {count - shown:,} more, {where}"), err=True)

    def _raise_unless_done(self, counts: dict[Any, int], *, wait: bool) -> None:
        report, records = self._report, counted(self._total, "record")
        code = exit_code_of(report.error) if report.error else Exit.API
        again = "" if code in _LASTING else "; run the same command again"
        if counts["not sent"]:
            reason = report.stopped or "the API could not be reached"
            message = f"{counts['not sent']:,} of {records} not sent: {reason}{again}"
            raise EndedError(code if code in _LASTING else Exit.API, message)
        pending = counts["pending"] if wait else 0
        if counts["unknown"] or pending:
            reason = f": {report.stopped}" if report.stopped else ""
            message = f"{counts['unknown']:,} unknown and {pending:,} pending of {records}{reason}{again}"
            raise EndedError(code if code in _LASTING else Exit.UNKNOWN, message)
        if counts["failed"]:
            raise EndedError(Exit.FAILED, f"{counts['failed']:,} of {records} failed")
