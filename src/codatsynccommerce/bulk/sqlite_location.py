"""A journal in a SQLite file for reports, decisions of people and webhook events, whether or not a run has it open."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .journal import JournalError
from .journal_events import announce, apply_events, keep_event, takes_events
from .journal_lock import JournalLock
from .sqlite_file import check_whole, connect, has_content, journal_errors, mark_whole, wal_of
from .sqlite_journal import SqliteJournal
from .sqlite_reader import SqliteJournalReader

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from os import PathLike

    from .outcome import Outcome

_END_TIMEOUT = 10.0
"""Seconds to wait for a run that is about to end."""
_PAUSE = 0.02


class SqliteLocation:
    """A path. It implements `JournalLocation`."""

    def __init__(self, path: Path) -> None:
        """Open nothing yet.

        Arguments:
            path: The absolute path of the journal.
        """
        self.address = path

    @property
    def label(self) -> str:
        """The name of the file."""
        return self.address.name

    def read(self) -> SqliteJournalReader:
        """Open the journal for reading."""
        return SqliteJournalReader(self.address)

    def edit(self) -> SqliteJournal:
        """Open the journal for the decisions of a person, and keep every run out."""
        return SqliteJournal(self.address, None, None)

    def keep_event(self, outcome: Outcome, may_be_of: Callable[[str, str], bool]) -> bool:
        """Write the outcome that a webhook event reports. Return whether it changes anything."""
        with _write_briefly(self.address) as (database, run_has_it):
            is_news = keep_event(database, outcome, may_be_of)
            if not run_has_it:
                announce(database, takes_events=False)  # A run that was killed could not take that back.
                apply_events(database)
            left_alone = run_has_it and not takes_events(database)
        if is_news and left_alone:
            _apply_after_run(self.address)
        return is_news

    def is_at(self, path: str | PathLike[str]) -> bool:
        """Return whether the journal is the file at a path."""
        return Path(path).exists() and self.address.exists() and self.address.samefile(path)


def _apply_after_run(path: Path) -> None:
    """Apply events that were added after a run that is about to end looked for the last time."""
    end = time.monotonic() + _END_TIMEOUT
    while time.monotonic() < end:
        with _write_briefly(path) as (database, run_has_it):
            if not run_has_it:
                apply_events(database)
            if not run_has_it or takes_events(database):
                return
        time.sleep(_PAUSE)


@contextmanager
def _write_briefly(path: Path) -> Generator[tuple[sqlite3.Connection, bool], None, None]:
    """Open an existing journal for one small transaction, even while a run has it.

    Yields the open journal, and whether a run has it. A run that starts meanwhile waits for the end of the transaction.

    Raises:
        JournalError: There is none, or it cannot be used.
    """
    with journal_errors(path):
        if not path.exists():
            message = f"there is no journal at {path}"
            raise JournalError(message)
        had_wal = has_content(wal_of(path))
        database = connect(path)
        try:
            # Only the run may move its second file into the journal, and mark the journal as not whole.
            for setting in ("wal_autocheckpoint=0", "secure_delete=ON", "synchronous=FULL"):
                database.execute(f"PRAGMA {setting}")
            database.execute("BEGIN IMMEDIATE")
            run_has_it = JournalLock(path).is_held()
            if not run_has_it:
                check_whole(database, path, had_wal=had_wal)
                mark_whole(database)
            yield database, run_has_it
            database.execute("COMMIT")
        finally:
            database.close()
