"""Records of a SQLite journal whose responses name the same push operation. `JournalStore.settle` has the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import journal_sql as sql

if TYPE_CHECKING:
    import sqlite3

    from .journal import SentBetween


def write_conflict(database: sqlite3.Connection, operation: str, position: int, sent: SentBetween) -> str:
    """Write that the response to a record names a push operation that may belong to another, and return that as text.

    Arguments:
        database: The journal, in a transaction.
        operation: The push operation.
        position: The record whose response has just come.
        sent: When that record was sent.
    """
    error = f"the responses to this record and another are mixed up: the last one names push operation {operation}"
    if database.execute(sql.UNPROVE_HOLDER, (operation, error, operation, operation)).rowcount:
        database.execute(sql.DROP_OPERATION, (operation,))
    database.execute(sql.SET_CONFLICT, (operation, error, *sent, position))
    database.execute(sql.MIX_UP, (position,))
    return error
