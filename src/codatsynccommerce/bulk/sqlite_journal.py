"""A journal in one SQLite file.

A run writes to `<journal>-wal` first, and moves it into the journal now and then and at its end. After a crash the
newest records are therefore in the second file. If that is missing, the journal says so and is refused: while a run has
it, the journal alone says `sealed = 0`, and only the second file says `sealed = 1`. At the end of a run everything is
in the one file, and the others are gone.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.headers import new_key as make_key

from . import journal_sql as sql
from .journal import (
    CLAIMED_TWICE,
    Candidate,
    JournalError,
    JournalRecord,
    OpenCompany,
    PushTarget,
    ReportedRecord,
    SentBetween,
)
from .journal_events import announce, apply_events
from .outcome import Outcome, storable
from .rules import FAILED, PENDING, READY, SENDING, SUCCEEDED, UNRESOLVED

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from types import TracebackType

    from typing_extensions import Self

    from .resolutions import Decision

from .journal_lock import JournalLock

_BATCH = 200
_COMMITS_BETWEEN_CHECKPOINTS = 200
_WAITING_OUTCOMES = 20
"""Outcomes that wait for the next commit at most."""
_LOCK_TIMEOUT = 0.2
"""Seconds to wait for the lock of the journal."""
_RETRY_PAUSE = 0.005
"""Seconds between two attempts to get a lock."""
_READ_ATTEMPTS, _READ_PAUSE = 4, 0.05
_BUSY_TIMEOUT = 10.0
"""Seconds to wait while another program, such as a database viewer, writes to the journal or keeps it from moving."""


class SqliteJournal:
    """A journal that a run or a resolution has open. It implements `JournalStore`."""

    def __init__(self, path: Path, operation: str | None, server: str | None) -> None:
        """Open a journal for writing, and keep every other run out until it is closed.

        Arguments:
            path: Its absolute path.
            operation: Name of the operation that creates the records; a new journal is made for it if there is none.
                None opens an existing journal of any operation.
            server: Address of the server that the records go to; None if nothing is sent.

        Raises:
            JournalError: The journal cannot be used.
        """
        self.path = path
        self._process = os.getpid()
        self._mutex = Lock()
        self._file_lock = JournalLock(path)
        self._settled: list[tuple[str, tuple[Any, ...]]] = []
        self._claims: dict[str, int] = {}
        self._commits = 0
        self._has_forgotten = False
        with journal_errors(path):
            if not self._acquire():
                raise JournalError(_in_use(path))
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
        """Take the lock. Whoever writes an event holds it for a moment where a killed run has left its file."""
        end = time.monotonic() + _LOCK_TIMEOUT
        while not self._file_lock.acquire():
            if time.monotonic() >= end:
                return False
            time.sleep(_RETRY_PAUSE)
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
        """Write what still waits, move everything into the one file, and let others in."""
        if os.getpid() != self._process:
            return  # A forked child: the journal is its parent's.
        try:
            with self._mutex, journal_errors(self.path):
                try:
                    with self._transaction() as database:
                        self._has_forgotten = apply_events(database) or self._has_forgotten
                        announce(database, takes_events=False)
                    if self._has_forgotten:
                        # Deleted rows are overwritten, but copies of them may be left in the gaps between others.
                        self._database.executescript(sql.WIPE_CONTENT)
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
            for record in records:
                if record.is_new:
                    self._add(record, earliest)
                    continue
                known = record.sent.earliest if record.state == SENDING else earliest
                database.execute(sql.SEND_AGAIN, (known, record.position))
                self._count(record.state, SENDING)
            if not self._has_begun:
                self._has_begun, self._began = True, earliest
                database.execute(sql.SET, ("began", earliest))

    def settle(self, record: JournalRecord, outcome: Outcome, sent: SentBetween) -> str | None:
        """Write what became of a record that is SENDING, or return why the outcome cannot be true."""
        self._check_process()
        conflict = None
        with self._mutex, journal_errors(self.path):
            operation = outcome.operation
            if operation is not None:
                holder = self._claims.get(operation)
                if holder is None:
                    row = self._database.execute(sql.HOLDER, (operation,)).fetchone()
                    holder = row[0] if row else None
                if holder is not None:
                    conflict = f"the response names push operation {operation}, {CLAIMED_TWICE} {holder}"
                    outcome = Outcome(SENDING, error=conflict)
                else:
                    self._claims[operation] = record.position
                    self._settled.append((sql.HOLD, (operation, record.position)))
            self._settled.append((sql.SETTLE, (*outcome, *sent, record.position)))
            if outcome.state == SUCCEEDED:
                self._forget((record.position,))
            self._count(SENDING, outcome.state)
            if len(self._settled) > _WAITING_OUTCOMES:
                self._write_settled()
        return conflict

    def release(self, record: JournalRecord, *, new_key: bool) -> None:
        """Mark a record that is SENDING as READY because it was provably not applied."""
        self._check_process()
        with self._mutex:
            self._settled.append((sql.RELEASE, (make_key() if new_key else record.key, record.position)))
            self._count(SENDING, READY)

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
                created = [(one.operation,) for one in ended if one.state == SUCCEEDED]
                database.executemany(sql.FORGET_ENDED, created)
                self._has_forgotten = self._has_forgotten or bool(created)
                self._counts = None

    def apply_events(self) -> None:
        """Apply the webhook events that report the creation of PENDING records."""
        if self._all(sql.KNOWN_EVENTS + " LIMIT 1", ()):
            with self._writing() as database:
                self._has_forgotten = apply_events(database, only_created=True) or self._has_forgotten
                self._counts = None

    def resolve(self, decisions: Iterable[Decision]) -> None:
        """Write what a person reports about unknown records: created, or not created and to be sent under a new key.

        Raises:
            errors.RequestError: One of them is not unknown, or was not created and has an id. Nothing is written.
        """
        with self._writing() as database:
            for position, created, record_id in decisions:
                row = database.execute(sql.STATE, (position,)).fetchone()
                if row is None or row[0] not in UNRESOLVED:
                    message = f"record {position} is not unknown: there is nothing to resolve"
                    raise RequestError(message)
                if record_id and not created:
                    message = f"record {position} was not created, so it has no record_id"
                    raise RequestError(message)
                if created:
                    database.execute(sql.RESOLVE, (storable(record_id) if record_id else None, position))
                    database.execute(sql.FORGET_CONTENT, (position,))
                    self._has_forgotten = True
                else:
                    database.execute(sql.RELEASE, (make_key(), position))
            self._counts = None

    def flush(self) -> None:
        """Write what still waits."""
        self._check_process()
        with self._mutex, journal_errors(self.path):
            self._write_settled()

    def records(self, state: str) -> Iterator[JournalRecord]:
        """Yield the records in a state, in the order of the input. The journal may change meanwhile."""
        self.flush()
        last = -1
        while rows := self._all(sql.RECORDS[state], (last, _BATCH)):
            yield from map(_record, rows)
            last = rows[-1][0]

    def counts(self) -> dict[str, int]:
        """Return the number of records in each state."""
        if self._counts is None:
            self.flush()
            self._counts = dict(self._all(sql.COUNTS, ()))
        return dict(self._counts)

    def count_after(self, position: int) -> int:
        """Return the number of records behind a position of the input."""
        return int(self._all(sql.COUNT_AFTER, (position,))[0][0])

    def pending_companies(self) -> list[OpenCompany]:
        """Return the companies with records that are PENDING."""
        self.flush()
        return [OpenCompany(*row) for row in self._all(sql.PENDING_COMPANIES, ())]

    def began(self) -> float | None:
        """Return the earliest time of the API's clock when the first request can have left; None if unknown."""
        return self._began

    def holder_of(self, operation: str) -> int | None:
        """Return the position of the record that holds a push operation, now or before it was sent again."""
        rows = self._all(sql.HOLDER, (operation,))
        return rows[0][0] if rows else self._claims.get(operation)

    def held_count(self, company_id: str) -> int:
        """Return the number of push operations of a company that records hold or held."""
        self.flush()
        return int(self._all(sql.HELD_COUNT, (company_id,))[0][0])

    def set_candidates(self, company_id: str, candidates: Sequence[Candidate]) -> None:
        """Replace the push operations that the unknown records of a company may be."""
        with self._writing() as database:
            database.execute(sql.CLEAR_CANDIDATES, (company_id,))
            database.executemany(sql.ADD_CANDIDATE, [(company_id, *one) for one in candidates])

    def set_input(self, size: int | None, *, read_to_end: bool) -> None:
        """Write how many records the input holds, None if unknown, and whether it was read to its end."""
        with self._writing() as database:
            database.executemany(sql.SET, [("input_size", size), ("input_read", int(read_to_end))])

    def _add(self, record: JournalRecord, earliest: float | None) -> None:
        state = record.state if record.state == FAILED else SENDING
        target = self._targets.get(record.target)
        if target is None:
            target = self._targets[record.target] = self._database.execute(sql.ADD_TARGET, record.target).lastrowid or 0
        values = (record.position, state, target, record.key, record.digest, earliest, record.error)
        self._database.execute(sql.ADD, values)
        if state == SENDING:
            self._database.execute(sql.KEEP_CONTENT, (record.position, record.body))
        self._count(None, state)

    def _forget(self, position: tuple[int]) -> None:
        self._settled.append((sql.FORGET_CONTENT, position))
        self._has_forgotten = True

    def _count(self, before: str | None, after: str) -> None:
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

    def _write_settled(self) -> None:
        if self._settled:
            with self._transaction():
                pass

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection, None, None]:
        database = self._database
        settled, self._settled = self._settled, []
        database.execute("BEGIN IMMEDIATE")
        try:
            for statement, values in settled:
                database.execute(statement, values)
            yield database
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
                self._settled[:0] = settled
            raise
        self._claims.clear()
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
        """Move everything into the journal, which alone then says that it is not whole."""
        self._database.execute(sql.SET, ("sealed", 0))
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.execute(sql.SET, ("sealed", 1))

    def _check_process(self) -> None:
        # Before the mutex: a thread that only the parent has may hold it.
        if os.getpid() != self._process:
            message = f"the journal {self.path} belongs to the process that opened it, not to its forked child"
            raise JournalError(message)

    @property
    def _wal_path(self) -> Path:
        return _wal_of(self.path)

    def _open(self, operation: str | None, server: str | None) -> sqlite3.Connection:
        if not self.path.exists():
            if operation is None:
                message = f"there is no journal at {self.path}"
                raise JournalError(message)
            _create(self.path, operation, server or "")
        if not self._file_lock.hold_file(self.path):
            raise JournalError(_in_use(self.path))
        check_file(self.path)
        _make_private(self.path)
        had_wal = self._wal_path.exists()
        database = sqlite3.connect(self.path, timeout=_BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
        try:
            check_whole(database, self.path, had_wal=had_wal)
            _check_origin(database, self.path, operation, server)
            for setting in ("secure_delete=ON", "wal_autocheckpoint=0", "synchronous=FULL"):
                database.execute(f"PRAGMA {setting}")
            _write_ahead(database, self.path)
            database.create_function("new_key", 0, make_key)
            self._database = database
            announce(database, takes_events=True)
            self._checkpoint()
            self._wal = self._wal_path.stat()
        except BaseException:
            database.close()
            raise
        return database


@contextmanager
def write_briefly(path: Path) -> Generator[tuple[sqlite3.Connection, bool], None, None]:
    """Open an existing journal for one small transaction, beside a run that may have it.

    Yields the open journal, and whether a run has it. A run that starts meanwhile waits for the end of the transaction.

    Raises:
        JournalError: There is none, or it cannot be used.
    """
    with journal_errors(path):
        if not path.exists():
            message = f"there is no journal at {path}"
            raise JournalError(message)
        _check_status(path)
        had_wal = _wal_of(path).exists()
        database = sqlite3.connect(path, timeout=_BUSY_TIMEOUT, isolation_level=None)
        try:
            _check_marks(path, *_marks(database))
            # Only the run moves its second file into the journal, and says there that the journal is not whole.
            for setting in ("wal_autocheckpoint=0", "secure_delete=ON", "synchronous=FULL"):
                database.execute(f"PRAGMA {setting}")
            database.execute("BEGIN IMMEDIATE")
            run_has_it = JournalLock(path).is_held()
            if not run_has_it:
                check_whole(database, path, had_wal=had_wal)
            yield database, run_has_it
            database.execute("COMMIT")
        finally:
            database.close()


class SqliteJournalReader:
    """A journal that is only read: while a run has it, from a drive that cannot be written to, or on a full disk."""

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
            check_file(path)
            wal = _wal_of(path)
            had_wal = wal.exists()
            for _ in range(_READ_ATTEMPTS):
                try:
                    self._database = self._open(had_wal=had_wal)
                except JournalError:  # noqa: PERF203 - there are few attempts
                    # A run that starts says for a moment, before it has its second file, that the journal is not whole.
                    time.sleep(_READ_PAUSE)
                    had_wal = _has_content(wal)  # SQLite itself makes an empty one.
                else:
                    return
            self._database = self._open(had_wal=had_wal)

    def _open(self, *, had_wal: bool) -> sqlite3.Connection:
        database = self._connect(had_wal=had_wal)
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

    def input(self) -> tuple[int | None, bool, int]:
        """Return the size of the input, None if unknown, whether it was read to its end, and the records held of it."""
        known = dict(self._all("SELECT name, value FROM journal WHERE name IN ('input_size', 'input_read')", ()))
        held = self._all(sql.LAST_POSITION, ())[0][0] + 1
        return known.get("input_size"), bool(known.get("input_read", 1)), held

    def rows(self, after: int, limit: int) -> list[ReportedRecord]:
        """Return what a report shows of the records behind a position."""
        return [_reported(row) for row in self._all(sql.ROWS, (after, limit))]

    def candidates(self, company_id: str) -> list[Candidate]:
        """Return the push operations that the unknown records of a company may be."""
        return [Candidate(*row) for row in self._all(sql.CANDIDATES, (company_id,))]

    def _all(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with journal_errors(self._path):
            return self._database.execute(query, values).fetchall()

    def _connect(self, *, had_wal: bool) -> sqlite3.Connection:
        with suppress(sqlite3.OperationalError):
            return _read_only(self._path)
        # SQLite's own files cannot be made here. A journal that lies there alone can be read without them; one that a
        # crash has left, with its second file, is read from a copy.
        if not had_wal:
            return _read_only(self._path, "&immutable=1")
        self._copy = TemporaryDirectory()
        copy = Path(self._copy.name, self._path.name)
        shutil.copyfile(self._path, copy)
        shutil.copyfile(_wal_of(self._path), _wal_of(copy))
        return _read_only(copy)


def _read_only(path: Path, more: str = "") -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path))}?mode=ro{more}"
    database = sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
    try:
        database.execute(sql.GET, ("sealed",)).fetchone()
    except BaseException:
        database.close()
        raise
    return database


def check_file(path: Path) -> None:
    """Refuse a file that is no journal, or one of another release, before SQLite opens it.

    Raises:
        JournalError: It cannot be used.
    """
    _check_status(path)
    with path.open("rb") as file:
        header = file.read(100)
    # https://www.sqlite.org/fileformat2.html#the_database_header
    mark, version = (int.from_bytes(header[start : start + 4], "big") for start in (68, 60))
    _check_marks(path, mark if header.startswith(b"SQLite format 3\0") else 0, version)


def _check_status(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        message = f"{path} is no journal: it is no file"
    elif status.st_size == 0:
        message = (
            f"{path} is empty: it may have been a journal that was cut off, and all its records would be sent again. "
            "Delete it if it never was one"
        )
    else:
        return
    raise JournalError(message)


def _marks(database: sqlite3.Connection) -> tuple[int, int]:
    """Return the application id and the version, as SQLite reads them.

    Closing the file, after reading it without SQLite, would drop the locks of all threads that are writing an event.
    """
    try:
        mark, version = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # It is no database.
        return 0, 0
    return mark, version


def _check_marks(path: Path, mark: int, version: int) -> None:
    if mark != sql.APPLICATION_ID:
        message = f"{path} is no journal"
    elif version > sql.VERSION:
        message = f"the journal {path} was made by a later release: use that one (its version is {version})"
    elif version < sql.VERSION:
        message = f"the journal {path} was made by an earlier release: finish it with that one"
    else:
        return
    raise JournalError(message)


def check_whole(database: sqlite3.Connection, path: Path, *, had_wal: bool) -> None:
    """Refuse a journal whose second file is missing.

    Raises:
        JournalError: It is.
    """
    if not had_wal and not _get(database, "sealed"):
        message = (
            f"the journal {path} is not whole: its run did not end by itself, and {path.name}-wal, which holds the "
            "newest records, is not beside it. Keep both files together"
        )
        raise JournalError(message)


def _in_use(path: Path) -> str:
    return f"the journal {path} is in use by another run"


def _check_origin(database: sqlite3.Connection, path: Path, operation: str | None, server: str | None) -> None:
    for word, wanted, kept in (
        ("for", operation, _get(database, "operation")),
        ("for the server", server, _get(database, "server")),
    ):
        if wanted is not None and wanted != kept:
            message = f"the journal {path} was made {word} {kept}, not {word} {wanted}: use another journal"
            raise JournalError(message)


def _create(path: Path, operation: str, server: str) -> None:
    """Make a journal under another name first, so that a crash leaves either none or a whole one."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        database = sqlite3.connect(new, isolation_level=None)
        try:
            database.executescript(sql.CREATE)
            database.executemany(sql.SET, [("operation", operation), ("server", server), ("sealed", 1)])
            database.execute(f"PRAGMA user_version={sql.VERSION}")
            database.execute(f"PRAGMA application_id={sql.APPLICATION_ID}")
        finally:
            database.close()
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _wal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _write_ahead(database: sqlite3.Connection, path: Path) -> None:
    """Let the database write to its second file first.

    For this change SQLite does not wait for others, whatever its timeout: an event that is being written refuses it.
    """
    end = time.monotonic() + _BUSY_TIMEOUT
    while True:
        try:
            (mode,) = database.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as error:  # noqa: PERF203 - there are few attempts
            if not _is_locked(error) or time.monotonic() >= end:
                raise
            time.sleep(_RETRY_PAUSE)
        else:
            break
    if mode != "wal":
        message = f"the journal {path} is on a drive that lacks what it needs: put it on a local disk"
        raise JournalError(message)


def _make_private(path: Path) -> None:
    """Let nobody but the owner read a journal: it holds the content of records."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        with suppress(OSError):
            path.chmod(0o600)


def _get(database: sqlite3.Connection, name: str) -> object:
    row = database.execute(sql.GET, (name,)).fetchone()
    return row[0] if row else None


def _reported(row: Sequence[Any]) -> ReportedRecord:
    position, state, record_id, error, warnings, operation, key, resolved, company, body = row
    content = (body or b"").decode("utf-8", "replace")
    return ReportedRecord(position, state, record_id, error, warnings, operation, key, bool(resolved), company, content)


def _record(row: Sequence[Any]) -> JournalRecord:
    position, digest, company, connection, path, body, key, state, earliest, latest, stored, error = row
    body = body or b""
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
    )


def _is_locked(error: sqlite3.Error) -> bool:
    return "locked" in str(error)


@contextmanager
def journal_errors(path: Path) -> Generator[None, None, None]:
    """Raise a JournalError for an error of SQLite or the file system."""
    try:
        yield
    except sqlite3.Error as error:
        reason = (
            "is held by another program, such as a database viewer: close it there"
            if _is_locked(error)
            else f"cannot be used: {error}"
        )
        message = f"the journal {path} {reason}"
        raise JournalError(message) from error
    except OSError as error:
        message = (
            f"the journal {path} cannot be used: {error.strerror or 'another program has removed its second file'}"
        )
        raise JournalError(message) from error
