"""The journal of a bulk run: one SQLite file with the key of each record, written before it is sent, and its outcome.

A key is on the disk before its request leaves (`synchronous=FULL`), so that neither `kill -9` nor a power cut can make
a sent record look unsent. An outcome may be lost in a power cut: the record is then asked for again under its key.
SQLite's own lock, held while the journal is open, keeps a second process out and goes with the process that holds it.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.headers import new_key

from . import journal_sql as schema
from .outcome import FAILED, READY, SENDING, SUCCEEDED, Outcome

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from os import PathLike
    from types import TracebackType

    from typing_extensions import Self


_BATCH = 200


class JournalError(SDKError):
    """The journal cannot be used: it is in use, belongs to another input, or is no journal."""


class Entry(NamedTuple):
    """One record in the journal. Times are in seconds since the epoch, None where it was never sent."""

    position: int
    digest: bytes
    path: str
    body: bytes
    key: str
    state: str = READY
    first_sent: float | None = None
    last_sent: float | None = None
    stored: bool = False
    error: str | None = None


class Journal:
    """The open journal. Any number of threads may use it."""

    def __init__(self, path: str | PathLike[str], operation: str | None = None) -> None:
        """Open a journal, a new one where there is none.

        Arguments:
            path: Its file.
            operation: Name of the operation of a run; None opens a journal that there is, to be read.

        Raises:
            JournalError: It cannot be used.
        """
        self._path = Path(path)
        self._lock = Lock()
        if operation is None and not self._path.exists():
            message = f"there is no journal at {self._path}"
            raise JournalError(message)
        with self._told():
            self._database = sqlite3.connect(
                self._path.absolute(), timeout=0, isolation_level=None, check_same_thread=False
            )
        try:
            with self._told():
                kept = schema.prepare(self._database, operation)
            self._database.create_function("new_key", 0, new_key)
        except BaseException:
            self._database.close()
            raise
        if kept is None or operation not in (None, kept):
            self._database.close()
            message = f"{self._path} is no journal" if kept is None else f"{self._path} is the journal of {kept}"
            raise JournalError(message)

    def __enter__(self) -> Self:
        """Give the open journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close it, which lets others in."""
        with self._lock:
            self._database.close()

    def find(self, position: int) -> Entry | None:
        """Give the record at a position of the input, None where the run has not reached it."""
        rows = self._all(schema.FIND, (position,))
        return Entry(*rows[0]) if rows else None

    def add(self, entry: Entry, company_id: str) -> None:
        """Note a record and its key."""
        self._write(schema.ADD, (*entry, company_id))

    def sending(self, position: int, now: float) -> None:
        """Note that a record is about to be sent. On return this and its key are on the disk."""
        self._write(schema.SENDING, (SENDING, now, now, position), safely=True)

    def settle(self, position: int, outcome: Outcome) -> None:
        """Note what became of a record. The content of one that succeeded is forgotten."""
        self._write(schema.SETTLE, (*outcome, outcome.state == SUCCEEDED, position))

    def free(self, position: int, *, anew: bool) -> None:
        """Note that a record was certainly not taken and can be sent, under a new key where the old one is used up."""
        self._write(schema.FREE.format(key="new_key()" if anew else "key"), (READY, position))

    def free_failed(self) -> None:
        """Let all records that failed be sent again, each under a new key."""
        rows = self._all("SELECT position FROM records WHERE state = ? AND path != ''", (FAILED,))
        with self._transaction():
            # The push operations that failed stay ours, so that none of them is taken for that of a later attempt.
            self._database.execute(schema.LEAVE, (FAILED,))
            self._database.executemany(schema.FREE.format(key="new_key()"), [(READY, one[0]) for one in rows])

    def finish(self, outcomes: Iterable[Outcome]) -> None:
        """Note how push operations stand, where they are those of records."""
        with self._transaction():
            values = [(*one, one.state == SUCCEEDED, one.operation) for one in outcomes]
            self._database.executemany(schema.FINISH, values)

    def entries(self, state: str) -> Iterator[Entry]:
        """Give all records in a state, in the order of the input. The journal may be changed meanwhile."""
        last = -1
        while rows := self._all(schema.ENTRIES, (state, last, _BATCH)):
            yield from (Entry(*row) for row in rows)
            last = rows[-1][0]

    def counts(self) -> dict[str, int]:
        """Give how many records are in each state, none where there are none."""
        return dict(self._all(schema.COUNTS, ()))

    def ask(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Ask for what no method above gives."""
        return self._all(query, values)

    def _all(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._lock, self._told():
            return self._database.execute(query, values).fetchall()

    def _write(self, query: str, values: tuple[Any, ...], *, safely: bool = False) -> None:
        with self._lock, self._told():
            self._database.execute(f"PRAGMA synchronous={'FULL' if safely else 'NORMAL'}")
            self._database.execute(query, values)

    @contextmanager
    def _transaction(self) -> Generator[None, None, None]:
        with self._lock, self._told(), self._database:
            self._database.execute("BEGIN")
            yield

    @contextmanager
    def _told(self) -> Generator[None, None, None]:
        """Say in our own words what SQLite has against it."""
        try:
            yield
        except sqlite3.Error as problem:
            used = "locked" in str(problem)
            words = "is in use by another run" if used else f"cannot be used: {problem}"
            message = f"the journal {self._path} {words}"
            raise JournalError(message) from problem
