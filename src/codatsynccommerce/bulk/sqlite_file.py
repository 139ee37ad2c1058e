"""The file of a SQLite journal: make it, check it before it is used, and open it.

A run writes to `<journal>-wal` first, and moves it into the journal now and then and at its end. After a crash the
newest records are therefore in the second file. If that is missing, the journal is refused: while a run has it, the
journal without its second file says `sealed = 0`, and only the second file says `sealed = 1`. At the end of a run
everything is in the one file, and the others are gone.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from . import journal_sql as sql
from .journal import JournalError
from .journal_descriptors import JournalConnection

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

RETRY_PAUSE = 0.005
"""Seconds between two attempts to get a lock."""
_BUSY_TIMEOUT = 10.0
"""Seconds to wait while another program, such as a database viewer, writes to the journal or keeps it locked."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a journal of this release or an earlier one for reading and writing, from any thread.

    Raises:
        JournalError: It is not a journal, or not one that this release can use.
    """
    _check_status(path)
    return _connect(path, str(path))


def open_read_only(path: Path, more: str = "") -> sqlite3.Connection:
    """Open a journal that is only read.

    Raises:
        JournalError: It is not a journal, or not one that this release can use.
    """
    _check_status(path)
    return _connect(path, f"file:{quote(os.fsencode(path))}?mode=ro{more}", uri=True)


def _connect(path: Path, address: str, *, uri: bool = False) -> sqlite3.Connection:
    database = sqlite3.connect(
        address,
        uri=uri,
        timeout=_BUSY_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,
        factory=JournalConnection,
    )
    try:
        database.keep_open(path)
        # The file is not read without SQLite, because closing it then would drop the locks of all threads.
        _check_marks(path, *_read_marks(database))
    except BaseException:
        database.close()
        raise
    return database


def _check_status(path: Path) -> None:
    """Refuse what is not a file, and an empty file."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        message = f"{path} is not a journal: it is not a file"
    elif status.st_size == 0:
        message = (
            f"{path} is empty: it may have been a journal that was cut off, and all its records would be sent again. "
            "Delete it if it never was one"
        )
    else:
        return
    raise JournalError(message)


def _read_marks(database: sqlite3.Connection) -> tuple[int, int]:
    """Return the application id and the version."""
    try:
        mark, version = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # It is not a database.
        return 0, 0
    return mark, version


def _check_marks(path: Path, mark: int, version: int) -> None:
    """Refuse a database that is not a journal of this release, by its application id and version."""
    if mark != sql.APPLICATION_ID:
        message = f"{path} is not a journal"
    elif version > sql.VERSION:
        message = f"the journal {path} was made by a later release: use that release (its version is {version})"
    elif version < sql.OLDEST_VERSION:
        message = f"the journal {path} was made by an earlier release: finish it with that release"
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
            f"the journal {path} is incomplete: its run was killed, and {path.name}-wal, which holds the "
            "newest records, is not beside it. Keep both files together"
        )
        raise JournalError(message)


def mark_whole(database: sqlite3.Connection) -> None:
    """Write that a journal is whole, if a run was killed before it could write so itself.

    Whoever closes the journal moves its second file into it, and removes that file.
    """
    if not _get(database, "sealed"):
        database.execute(sql.SET, ("sealed", 1))


def in_use(path: Path) -> str:
    """Return the error text of a journal that another run has."""
    return f"the journal {path} is in use by another run"


def check_origin(database: sqlite3.Connection, path: Path, operation: str | None, server: str | None) -> None:
    """Refuse a journal that was made for another operation or server.

    Raises:
        JournalError: It was.
    """
    for word, wanted, kept in (
        ("for", operation, _get(database, "operation")),
        ("for the server", server, _get(database, "server")),
    ):
        if wanted is not None and wanted != kept:
            message = f"the journal {path} was made {word} {kept}, not {word} {wanted}: use another journal"
            raise JournalError(message)


def create_file(path: Path, operation: str, server: str) -> None:
    """Make a journal under another name first, so that a crash leaves either none or a whole one."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        database = sqlite3.connect(new, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode=MEMORY")  # If a crash leaves this file behind, nobody reads it.
            database.executescript(f"BEGIN; {sql.CREATE}")
            database.executemany(sql.SET, [("operation", operation), ("server", server), ("sealed", 1)])
            database.execute(f"PRAGMA user_version={sql.VERSION}")
            database.execute(f"PRAGMA application_id={sql.APPLICATION_ID}")
            database.execute("COMMIT")
        finally:
            database.close()
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def has_content(path: Path) -> bool:
    """Return whether there is a file that is not empty.

    An empty second file proves nothing: SQLite makes one for whoever only reads a journal.
    """
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def wal_of(path: Path) -> Path:
    """Return the path of the second file of a journal."""
    return path.with_name(f"{path.name}-wal")


def write_ahead(database: sqlite3.Connection, path: Path) -> None:
    """Let the database write to its second file first.

    SQLite does not wait for others before this change, whatever its timeout: it fails while an event is being written.
    """
    end = time.monotonic() + _BUSY_TIMEOUT
    while True:
        try:
            (mode,) = database.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as error:  # noqa: PERF203 - there are few attempts
            if not _is_locked(error) or time.monotonic() >= end:
                raise
            time.sleep(RETRY_PAUSE)
        else:
            break
    if mode != "wal":
        message = f"the journal {path} is on a drive without support for write-ahead logs: put it on a local disk"
        raise JournalError(message)


def make_private(path: Path) -> None:
    """Let nobody but the owner read a journal: it holds the content of records."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        with suppress(OSError):
            path.chmod(0o600)


def _get(database: sqlite3.Connection, name: str) -> object:
    row = database.execute(sql.GET, (name,)).fetchone()
    return row[0] if row else None


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
