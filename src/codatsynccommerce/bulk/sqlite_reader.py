"""Read a SQLite journal for a report, even while a run has it open."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from . import journal_sql as sql
from .journal import Candidate, JournalError, ReportedRecord
from .line_numbers import LineNumbers
from .sqlite_file import check_whole, connect, has_content, journal_errors, open_read_only, wal_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from typing_extensions import Self

_READ_ATTEMPTS, _READ_PAUSE = 4, 0.05


class SqliteJournalReader:
    """A journal that is only read: while a run has it, from a read-only drive, or on a full disk."""

    def __init__(self, path: Path) -> None:
        """Open a journal for reading.

        Raises:
            JournalError: There is none, or it cannot be read.
        """
        self._path = path
        self._copy: TemporaryDirectory[str] | None = None
        with journal_errors(path):
            if not path.exists():
                message = f"there is no journal at {path}"
                raise JournalError(message)
            wal = wal_of(path)
            had_wal = has_content(wal)
            for _ in range(_READ_ATTEMPTS):
                try:
                    self._database = self._open(had_wal=had_wal)
                except JournalError:  # noqa: PERF203 - there are few attempts
                    # For a moment, a run that starts marks the journal as not whole before it has its second file.
                    time.sleep(_READ_PAUSE)
                    had_wal = has_content(wal)
                else:
                    return
            self._database = self._open(had_wal=had_wal)

    def _open(self, *, had_wal: bool) -> sqlite3.Connection:
        database = self._connect()
        try:
            check_whole(database, self._path, had_wal=had_wal)
        except BaseException:
            database.close()
            raise
        return database

    def __enter__(self) -> Self:
        """Return the open journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._database.close()
        if self._copy is not None:
            self._copy.cleanup()

    def counts(self) -> dict[str, int]:
        """Return the number of records in each state."""
        return dict(self._all(sql.COUNTS, ()))

    def unread(self) -> int | None:
        """Return the number of records of the input that were not read; None if that is unknown."""
        known = dict(self._all("SELECT name, value FROM journal WHERE name IN ('input_size', 'input_read')", ()))
        if known.get("input_read", 1):
            return 0
        size, held = known.get("input_size"), self._all(sql.LAST_POSITION, ())[0][0] + 1
        return None if size is None else max(size - held, 0)

    def rows(self, after: ReportedRecord | None, limit: int) -> list[ReportedRecord]:
        """Return what a report shows of the records after a record, or of the first ones."""
        last = -1 if after is None else after.position
        rows = self._all(sql.ROWS, (last, limit))
        stored = self._all(sql.GET, ("lines",))
        lines = LineNumbers.from_json(stored[0][0]) if stored else LineNumbers()
        return [_reported(row, lines) for row in rows]

    def candidates(self, company_id: str) -> list[Candidate]:
        """Return the push operations that the unknown records of a company may be."""
        return [Candidate(*row) for row in self._all(sql.CANDIDATES, (company_id,))]

    def _all(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with journal_errors(self._path):
            return self._database.execute(query, values).fetchall()

    def _connect(self) -> sqlite3.Connection:
        with suppress(sqlite3.OperationalError):
            return open_read_only(self._path)
        # SQLite's own files cannot be made here, or a crash has left half a transaction, which a reader may not take
        # back. A journal that lies there alone can be read without them; one with a second file is read from a copy.
        beside = [
            name
            for suffix in ("-wal", "-journal")
            if has_content(self._path.with_name(name := f"{self._path.name}{suffix}"))
        ]
        if not beside:
            return open_read_only(self._path, "&immutable=1")
        self._copy = TemporaryDirectory()
        for name in (self._path.name, *beside):
            shutil.copyfile(self._path.with_name(name), Path(self._copy.name, name))
        return connect(Path(self._copy.name, self._path.name))


def _reported(row: Sequence[Any], lines: LineNumbers) -> ReportedRecord:
    position, state, record_id, error, warnings, operation, key, resolved, company, body = row
    content = (body or b"").decode("utf-8", "replace")
    line = lines.line(position)
    return ReportedRecord(
        position, state, record_id, error, warnings, operation, key, bool(resolved), company, content, line
    )
