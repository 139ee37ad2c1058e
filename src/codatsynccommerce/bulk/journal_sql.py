"""The table of a journal and the statements on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_MARK = 0xC0DA7
"""SQLite's application id of a journal, so that no other database is taken for one."""
_VERSION = 1
_LOOK = ("PRAGMA application_id", "SELECT COUNT(*) FROM sqlite_master")

_CREATE = """
CREATE TABLE run (operation TEXT NOT NULL);
CREATE TABLE records (
    position INTEGER PRIMARY KEY, digest BLOB NOT NULL, path TEXT NOT NULL, body BLOB NOT NULL, key TEXT NOT NULL,
    state TEXT NOT NULL, first_sent REAL, last_sent REAL, stored INTEGER NOT NULL, error TEXT, company TEXT NOT NULL,
    operation TEXT, requested REAL, record_id TEXT, warnings TEXT
);
CREATE TABLE earlier (operation TEXT PRIMARY KEY);
CREATE INDEX by_state ON records (state, position);
CREATE INDEX by_operation ON records (operation) WHERE operation IS NOT NULL;
"""

FIND = """SELECT position, digest, path, body, key, state, first_sent, last_sent, stored, error FROM records
    WHERE position = ?"""
ENTRIES = """SELECT position, digest, path, body, key, state, first_sent, last_sent, stored, error FROM records
    WHERE state = ? AND position > ? ORDER BY position LIMIT ?"""
ADD = """INSERT INTO records (position, digest, path, body, key, state, first_sent, last_sent, stored, error, company)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
COUNTS = "SELECT state, COUNT(*) FROM records GROUP BY state"
BEYOND = "SELECT COUNT(*) FROM records WHERE position > ?"
SENDING = """UPDATE records SET state = ?, first_sent = COALESCE(first_sent, ?), last_sent = ?, stored = 0, error = NULL
    WHERE position = ?"""
_OUTCOME = """UPDATE records SET state = ?, operation = COALESCE(?, operation), requested = COALESCE(?, requested),
    record_id = ?, error = ?, warnings = COALESCE(?, warnings), stored = ?,
    body = CASE ? WHEN 1 THEN x'' ELSE body END WHERE """
SETTLE = _OUTCOME + "position = ?"
FINISH = _OUTCOME + "operation = ? AND state = 'pending'"
FREE = """UPDATE records SET state = ?, key = {key}, first_sent = NULL, last_sent = NULL, stored = 0, operation = NULL,
    requested = NULL, record_id = NULL, error = NULL, warnings = NULL WHERE position = ?"""
LEAVE = "INSERT OR IGNORE INTO earlier SELECT operation FROM records WHERE state = ? AND operation IS NOT NULL"
CLAIMED = "SELECT 1 FROM records WHERE operation = ?1 UNION ALL SELECT 1 FROM earlier WHERE operation = ?1"
ROWS = """SELECT position, key, operation, state, record_id, error, warnings FROM records
    WHERE position > ? ORDER BY position LIMIT ?"""


def prepare(database: sqlite3.Connection, operation: str | None) -> str | None:
    """Look at a journal and, for a run, lock it and make its table where it is new.

    Arguments:
        database: The connection. The lock is held until it is closed.
        operation: The operation of the run; None only looks.

    Returns:
        The operation of the journal, None for a database that is none.
    """
    if operation is not None:
        # Kept from the first write on, and given back by the system when the process is killed.
        database.execute("PRAGMA locking_mode=EXCLUSIVE")
    mark, tables = (database.execute(query).fetchone()[0] for query in _LOOK)
    if mark != _MARK and (tables or operation is None):
        return None
    if operation is not None:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("BEGIN IMMEDIATE")
        if not tables:
            _make(database, operation)
        database.execute("COMMIT")
    return str(database.execute("SELECT operation FROM run").fetchone()[0])


def _make(database: sqlite3.Connection, operation: str) -> None:
    for statement in _CREATE.split(";"):
        database.execute(statement)
    database.execute("INSERT INTO run VALUES (?)", (operation,))
    database.execute(f"PRAGMA application_id={_MARK}")
    database.execute(f"PRAGMA user_version={_VERSION}")
