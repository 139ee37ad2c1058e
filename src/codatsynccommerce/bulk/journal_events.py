"""Webhook events in a journal: kept until the record of their push operation is known, and applied to it once.

Whoever has the journal applies them: a run when it follows its push operations and when it ends, else `settle` itself.
While a run has the journal, `takes_events` says whether the run will still apply events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import journal_sql as sql
from .rules import PENDING, SUCCEEDED, TIMED_OUT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from .outcome import Outcome


def keep_event(database: sqlite3.Connection, outcome: Outcome, may_be_of: Callable[[str, str], bool]) -> bool:
    """Keep the outcome that an event reports, if a record of the journal needs it or may need it.

    Arguments:
        database: The journal, in a transaction.
        outcome: The outcome of its push operation.
        may_be_of: Returns whether the event may be about a record, from the company and the path of its request.

    Returns:
        Whether it is kept. A repeat is not, and neither is an event about a record that has ended.
    """
    row = database.execute(sql.STATE_OF_OPERATION, (outcome.operation,)).fetchone()
    if row is None:
        # The response that names the operation may be on its way, or lost with the run that waited for it.
        needed = database.execute(sql.HAS_UNSETTLED).fetchone() is not None and any(
            may_be_of(company, path) for company, path in database.execute(sql.TARGET_PATHS)
        )
    else:
        needed = row[0] == PENDING or (row[0] == TIMED_OUT and outcome.state == SUCCEEDED)
    if not needed:
        return False
    values = (outcome.operation, outcome.state, outcome.record_id, outcome.error)
    return database.execute(sql.KEEP_EVENT, values).rowcount > 0


def apply_events(database: sqlite3.Connection, *, only_created: bool = False) -> bool:
    """Apply the events whose records are known, and drop them.

    Arguments:
        database: The journal, in a transaction.
        only_created: Whether to leave those of records that were not created, whose reasons only the API knows.

    Returns:
        Whether there were any.
    """
    events = database.execute(sql.KNOWN_EVENTS).fetchall()
    for operation, state, record_id, error in events:
        if only_created and state != SUCCEEDED:
            continue
        database.execute(sql.APPLY_EVENT, (state, record_id, error, operation, operation, state))
        if state == SUCCEEDED:
            database.execute(sql.FORGET_ENDED, (operation,))
        database.execute(sql.DROP_EVENT, (operation,))
    if events and database.execute(sql.HAS_UNSETTLED).fetchone() is None:
        database.execute(sql.DROP_EVENTS)
    return bool(events)


def announce(database: sqlite3.Connection, *, takes_events: bool) -> None:
    """Write whether a run has the journal and will apply events that are added from now on."""
    database.execute(sql.SET, ("takes_events", int(takes_events)))


def takes_events(database: sqlite3.Connection) -> bool:
    """Return whether a run has the journal and will apply events that are added from now on."""
    row = database.execute(sql.GET, ("takes_events",)).fetchone()
    return bool(row and row[0])
