"""Upgrade the tables of a journal that an earlier release made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import journal_sql as sql
from .journal import SentBetween
from .sqlite_conflicts import write_conflict

if TYPE_CHECKING:
    import sqlite3


def upgrade(database: sqlite3.Connection) -> None:
    """Upgrade the tables of version 2 in one transaction."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == sql.VERSION:
        return
    database.execute("BEGIN IMMEDIATE")
    for statement in sql.UPGRADE:
        database.execute(statement)
    for position, error, *sent in database.execute(sql.CONFLICTS_IN_ERRORS).fetchall():
        operation = error.removeprefix("the response names push operation ").partition(", which belongs")[0]
        write_conflict(database, operation, position, SentBetween(*sent))
    database.execute(f"PRAGMA user_version={sql.VERSION}")
    database.execute("COMMIT")
