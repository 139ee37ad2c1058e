"""A journal in one SQLite file while a run has it open. `sqlite_file.py` says what the files hold."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import deque
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.errors import RequestError, SDKError
from codatsynccommerce._runtime.idempotency import new_key as make_key

from . import journal_sql as sql
from .journal import (
    Candidate,
    JournalError,
    JournalRecord,
    OpenCompany,
    PushTarget,
    SentBetween,
)
from .journal_events import announce, apply_events
from .journal_lock import JournalLock
from .line_numbers import LineNumbers
from .outcome import Outcome, storable
from .rules import FAILED, PENDING, READY, SENDING, UNRESOLVED
from .sqlite_conflicts import write_conflict
from .sqlite_file import (
    RETRY_PAUSE,
    check_origin,
    check_whole,
    connect,
    create_file,
    has_content,
    in_use,
    journal_errors,
    make_private,
    mark_whole,
    wal_of,
    write_ahead,
)
from .sqlite_upgrade import upgrade

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from types import TracebackType

    from typing_extensions import Self

    from .journal import Decision


_BATCH = 200
_COMMITS_BETWEEN_CHECKPOINTS = 200
_WAITING_OUTCOMES = 20
"""Maximum number of outcomes that wait for the next commit."""
_LOCK_TIMEOUT = 0.2
"""Seconds to wait for the lock of the journal."""


class SqliteJournal:
    """A journal that a run or a resolution has open. It implements `JournalStore`."""

    def __init__(
        self,
        path: Path,
        operation: str | None,
        server: str | None,
        on_conflict: Callable[[SDKError], None] = lambda _error: None,
    ) -> None:
        """Open a journal for writing, and keep every other run out until it is closed.

        Arguments:
            path: Its absolute path.
            operation: Name of the operation that creates the records; a new journal is made for it if there is none.
                None opens an existing journal of any operation.
            server: Address of the server that the records go to; None if nothing is sent.
            on_conflict: Called for each response that turns out to prove nothing, once that is on the disk.

        Raises:
            JournalError: The journal cannot be used.
        """
        self.path = path
        self._wal_path = wal_of(path)
        self._process = os.getpid()
        self._mutex = Lock()
        self._file_lock = JournalLock(path)
        self._on_conflict = on_conflict
        # A statement between two calls takes ten times as long as one right after another: see benchmarks/README.md.
        self._waiting: deque[Callable[[], object]] = deque()
        """What writes the outcomes that wait for the next commit, in the order in which they came."""
        self._disputed: set[str] = set()
        """Push operations that the responses to more than one record have named."""
        self._named: set[str] = set()
        """Those, and the ones named by outcomes since the last commit."""
        self._conflicts: list[str] = []
        self._commits = 0
        with journal_errors(path):
            if not self._acquire():
                raise JournalError(in_use(path))
        try:
            with journal_errors(path):
                self._database = self._open(operation, server)
                self._targets = {PushTarget(*row[:3]): row[3] for row in self._database.execute(sql.TARGETS)}
                self._last_at_start: int = self._database.execute(sql.LAST_POSITION).fetchone()[0]
                began = self._database.execute(sql.GET, ("began",)).fetchone()
                self._has_begun, self._began = began is not None, began[0] if began else None
                self._counts: dict[str, int] | None = None
        except BaseException:
            self._file_lock.release()
            raise

    def _acquire(self) -> bool:
        """Take the lock. If a killed run has left its file, whoever writes an event holds the lock for a moment."""
        end = time.monotonic() + _LOCK_TIMEOUT
        while not self._file_lock.acquire():
            if time.monotonic() >= end:
                return False
            time.sleep(RETRY_PAUSE)
        return True

    def __enter__(self) -> Self:
        """Return the open journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Write what still waits, move everything into the one file, and let other runs use it."""
        if os.getpid() != self._process:
            return  # A forked child: the journal is its parent's.
        try:
            with self._mutex, journal_errors(self.path):
                try:
                    with self._transaction() as database:
                        has_forgotten = apply_events(database)
                        announce(database, takes_events=False)
                    if has_forgotten or self._database.execute(sql.HAS_CONTENT_TO_FORGET).fetchone():
                        # Deleted rows are overwritten, but copies of them may be left in the gaps between others.
                        self._database.executescript(sql.WIPE_CONTENT)
                    # First everything else, then that the journal is whole: pages are moved in the order of the file.
                    self._checkpoint()
                    self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    # Fails while another program has the journal open: then its second file stays, empty.
                    with suppress(sqlite3.OperationalError):
                        self._database.execute("PRAGMA busy_timeout=0")
                        self._database.execute("PRAGMA journal_mode=DELETE")
                finally:
                    self._database.close()
        finally:
            self._file_lock.release()

    def find(self, position: int) -> JournalRecord | None:
        """Return the record at a position of the input; None if the journal does not have it."""
        if position > self._last_at_start:
            return None
        rows = self._all(sql.FIND, (position,))
        return _record(rows[0]) if rows else None

    def begin(self, records: Sequence[JournalRecord], earliest: float | None) -> None:
        """Mark records as SENDING, and add those that are new. On return they are on the disk."""
        with self._writing() as database:
            database.executemany(sql.ADD, [self._new_row(record, earliest) for record in records if record.is_new])
            for record in records:
                if not record.is_new:
                    known = record.sent.earliest if record.state == SENDING else earliest
                    database.execute(sql.SEND_AGAIN, (known, record.position))
                    self._count(record.state, SENDING)
            kept = [(record.position, record.body) for record in records if record.state != FAILED]
            database.executemany(sql.KEEP_CONTENT, kept)
            if not self._has_begun:
                self._has_begun, self._began = True, earliest
                database.execute(sql.SET, ("began", earliest))

    def settle(self, record: JournalRecord, outcome: Outcome, sent: SentBetween) -> str | None:
        """Keep what became of a record that is SENDING until the next commit, or write why it proves nothing."""
        operation = outcome.operation
        if operation in self._named:  # A gateway that mixes responses up must be noticed before more is sent.
            with self._writing():
                return self._write_outcome(record, outcome, sent)
        if operation is not None:
            self._named.add(operation)
        self._wait(partial(self._write_kept, record, outcome, sent))
        return None

    def release(self, record: JournalRecord, *, new_key: bool) -> None:
        """Keep that a record was provably not applied, and so is READY, until the next commit."""
        self._wait(partial(self._write_release, make_key() if new_key else record.key, record.position))

    def release_failed(self) -> None:
        """Mark all records that FAILED as READY, each under a new key. Those that can never be sent stay."""
        with self._writing() as database:
            database.execute(sql.RELEASE_FAILED)
            self._counts = None

    def update_pending(self, outcomes: Iterable[Outcome]) -> None:
        """Write the state of push operations, for the PENDING records that wait for them."""
        ended = [one for one in outcomes if one.state != PENDING]
        if ended:
            with self._writing() as database:
                values = [(*one[:1], *one[3:6], one.operation, one.operation) for one in ended]
                database.executemany(sql.UPDATE_PENDING, values)
                self._counts = None

    def apply_events(self) -> None:
        """Apply the webhook events that report the creation of PENDING records."""
        if self._all(sql.KNOWN_EVENTS + " LIMIT 1", ()):
            with self._writing() as database:
                apply_events(database, only_created=True)
                self._counts = None

    def resolve(self, decisions: Iterable[Decision]) -> None:
        """Write what a person reports about unknown records: created, or not created and to be sent under a new key.

        Raises:
            errors.RequestError: One of them is not unknown, or was not created and has an id. Nothing is written.
        """
        with self._writing() as database:
            for position, created, record_id, _ in decisions:
                row = database.execute(sql.STATE, (position,)).fetchone()
                if row is None or row[0] not in UNRESOLVED:
                    message = f"record {position} is not unknown: there is nothing to resolve"
                    raise RequestError(message)
                if record_id and not created:
                    message = f"record {position} was not created, so it has no record_id"
                    raise RequestError(message)
                if created:
                    database.execute(sql.RESOLVE, (storable(record_id) if record_id else None, position))
                else:
                    database.execute(sql.RELEASE, (make_key(), position))
            self._counts = None

    def flush(self) -> None:
        """Write what still waits."""
        if self._waiting:
            with self._writing():
                pass

    def records(self, state: str) -> Iterator[JournalRecord]:
        """Yield the records in a state, in the order of the input. The journal may change meanwhile."""
        self.flush()
        last = -1
        while rows := self._all(sql.RECORDS[state], (last, _BATCH)):
            yield from map(_record, rows)
            last = rows[-1][0]

    def counts(self) -> dict[str, int]:
        """Return the number of records in each state."""
        self.flush()
        with self._mutex, journal_errors(self.path):
            if self._counts is None:
                self._counts = dict(self._database.execute(sql.COUNTS))
            return dict(self._counts)

    def count_after(self, position: int) -> int:
        """Return the number of records after a position of the input."""
        return int(self._all(sql.COUNT_AFTER, (position,))[0][0])

    def pending_companies(self) -> list[OpenCompany]:
        """Return the companies with records that are PENDING."""
        self.flush()
        return [OpenCompany(*row) for row in self._all(sql.PENDING_COMPANIES, ())]

    def began(self) -> float | None:
        """Return the earliest time of the API's clock when the first request can have left; None if unknown."""
        return self._began

    def held_of(self, operations: Sequence[str]) -> set[str]:
        """Return which of some push operations records hold, or held before they were sent again."""
        self.flush()
        return {one for one in operations if self._all(sql.HOLDER, (one,))}

    def held_count(self, company_id: str) -> int:
        """Return the number of push operations of a company that records hold or held."""
        self.flush()
        return int(self._all(sql.HELD_COUNT, (company_id,))[0][0])

    def mixed_up_companies(self) -> set[str]:
        """Return the companies where a record has, or had, a conflict."""
        return {company for (company,) in self._all(sql.MIXED_UP_COMPANIES, ())}

    def set_candidates(self, company_id: str, candidates: Sequence[Candidate]) -> None:
        """Replace the push operations that the unknown records of a company may be."""
        with self._writing() as database:
            database.execute(sql.CLEAR_CANDIDATES, (company_id,))
            database.executemany(sql.ADD_CANDIDATE, [(company_id, *one) for one in candidates])

    def set_input(self, size: int | None, *, read_to_end: bool) -> None:
        """Write how many records the input holds, None if unknown, and whether it was read to its end."""
        with self._writing() as database:
            database.executemany(sql.SET, [("input_size", size), ("input_read", int(read_to_end))])

    def set_lines(self, lines: LineNumbers) -> None:
        """Write on which lines of a file the records of the input begin, for reports."""
        with self._writing() as database:
            database.execute(sql.SET, ("lines", lines.to_json()))

    def _new_row(self, record: JournalRecord, earliest: float | None) -> tuple[object, ...]:
        state = record.state if record.state == FAILED else SENDING
        target = self._targets.get(record.target)
        if target is None:
            target = self._targets[record.target] = self._database.execute(sql.ADD_TARGET, record.target).lastrowid or 0
        self._count(None, state)
        return record.position, state, target, record.key, record.digest, earliest, record.error

    def _wait(self, write: Callable[[], object]) -> None:
        self._waiting.append(write)
        if len(self._waiting) > _WAITING_OUTCOMES:
            self.flush()

    def _write_kept(self, record: JournalRecord, outcome: Outcome, sent: SentBetween) -> None:
        problem = self._write_outcome(record, outcome, sent)
        if problem is not None:
            self._conflicts.append(problem)

    def _write_outcome(self, record: JournalRecord, outcome: Outcome, sent: SentBetween) -> str | None:
        """Write an outcome in this transaction, or that it proves nothing, and return why."""
        database, operation = self._database, outcome.operation
        if operation is not None and (
            record.conflict not in (None, operation)
            or not database.execute(sql.HOLD, (operation, record.position) * 2).rowcount
        ):
            self._counts = None
            self._disputed.add(operation)
            return write_conflict(database, operation, record.position, sent)
        database.execute(sql.SETTLE, (*outcome, *sent, record.position))
        self._count(SENDING, outcome.state)
        return None

    def _write_release(self, key: str, position: int) -> None:
        self._database.execute(sql.RELEASE, (key, position))
        self._count(SENDING, READY)

    def _count(self, before: str | None, after: str) -> None:
        """Count a record that changes its state in this transaction."""
        if self._counts is not None:
            if before is not None:
                self._counts[before] = self._counts.get(before, 0) - 1
            self._counts[after] = self._counts.get(after, 0) + 1

    def _all(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        self._check_process()
        with self._mutex, journal_errors(self.path):
            return self._database.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection, None, None]:
        """Write what waits and what the caller writes in one commit, which is on the disk at the end."""
        self._check_process()
        with self._mutex, journal_errors(self.path), self._transaction() as database:
            yield database

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection, None, None]:
        database = self._database
        self._conflicts.clear()
        waiting: list[Callable[[], object]] = []
        try:
            database.execute("BEGIN IMMEDIATE")
            # Other threads add to what waits, but only this one takes from it.
            for _ in range(len(self._waiting)):
                waiting.append(self._waiting.popleft())
                waiting[-1]()
            yield database
            database.execute("COMMIT")
        except BaseException as error:
            self._counts = None
            # On a full disk, SQLite has rolled back by itself. Whatever comes after the commit has written it all.
            is_rolled_back = isinstance(error, sqlite3.Error)
            if database.in_transaction:
                database.execute("ROLLBACK")
                is_rolled_back = True
            if is_rolled_back:
                self._waiting.extendleft(reversed(waiting))
            raise
        self._named = self._disputed.copy()
        for conflict in self._conflicts:
            self._on_conflict(SDKError(conflict))
        self._after_commit()

    def _after_commit(self) -> None:
        self._commits += 1
        if self._commits % _COMMITS_BETWEEN_CHECKPOINTS == 0:
            self._checkpoint()
        elif not self._has_wal():
            message = f"another program has removed {self._wal_path}, and the newest records with it"
            raise JournalError(message)

    def _has_wal(self) -> bool:
        try:
            return os.path.samestat(self._wal_path.stat(), self._wal)
        except FileNotFoundError:
            return False

    def _checkpoint(self) -> None:
        """Move everything into the journal file, which without its second file then says that it is not whole.

        The second file keeps its content. An empty one proves nothing, because SQLite makes one for a mere reader.
        """
        self._database.execute(sql.SET, ("sealed", 0))
        try:
            self._database.execute("PRAGMA wal_checkpoint(RESTART)")
        finally:  # The disk may be full. When the journal is closed, SQLite may move the rest and drop the second file.
            self._database.execute(sql.SET, ("sealed", 1))

    def _check_process(self) -> None:
        # Before the mutex: a thread that only the parent has may hold it.
        if os.getpid() != self._process:
            message = f"the journal {self.path} belongs to the process that opened it, not to its forked child"
            raise JournalError(message)

    def _open(self, operation: str | None, server: str | None) -> sqlite3.Connection:
        if not self.path.exists():
            if operation is None:
                message = f"there is no journal at {self.path}"
                raise JournalError(message)
            create_file(self.path, operation, server or "")
        if not self._file_lock.hold_file(self.path):
            raise JournalError(in_use(self.path))
        had_wal = has_content(self._wal_path)
        database = connect(self.path)
        try:
            make_private(self.path)
            check_whole(database, self.path, had_wal=had_wal)
            mark_whole(database)
            check_origin(database, self.path, operation, server)
            for setting in ("secure_delete=ON", "wal_autocheckpoint=0", "synchronous=FULL"):
                database.execute(f"PRAGMA {setting}")
            write_ahead(database, self.path)
            upgrade(database)
            database.create_function("new_key", 0, make_key)
            self._database = database
            announce(database, takes_events=True)
            self._checkpoint()
            self._wal = self._wal_path.stat()
        except BaseException:
            database.close()
            raise
        return database


def _record(row: Sequence[Any]) -> JournalRecord:
    position, digest, company, connection, path, body, key, state, earliest, latest, stored, error, conflict = row
    return JournalRecord(
        position,
        digest,
        PushTarget(company, connection, path),
        body,
        key,
        state,
        SentBetween(earliest, latest),
        bool(stored),
        error,
        conflict,
    )
