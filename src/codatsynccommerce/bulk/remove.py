"""Remove a journal from a database, once nothing in it is needed any more."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from .journal import JournalError
from .locate import in_database, journal_name
from .postgres.schema import check_schema
from .row import STATUS
from .rules import FAILED, SUCCEEDED

if TYPE_CHECKING:
    import psycopg

_BY_STATE = """SELECT state, count(*), count(*) FILTER (WHERE holder IS NOT NULL AND due_at > clock_timestamp())
    FROM codatsynccommerce.records WHERE input = ANY (%s) GROUP BY state"""
_LOCK_COMPANIES = """SELECT 1 FROM codatsynccommerce.companies WHERE id IN (
        SELECT n.company FROM codatsynccommerce.queues q
        JOIN codatsynccommerce.connections n ON n.id = q.connection WHERE q.input = ANY (%s)
    ) ORDER BY id FOR NO KEY UPDATE"""


def remove(journal: str, name: str, *, force: bool = False) -> int:
    """Remove a journal from a PostgreSQL database, with all that it knows of its records.

    Remove it when nobody will pass its input again: records that no journal knows are created once more. A journal in a
    file is removed by deleting the file. Needs the extra `postgres`.

    Arguments:
        journal: URL of the database.
        name: Name of the journal.
        force: Whether to remove it even if records are not sent, pending or unknown. Nobody can tell afterwards which
            of them were created.

    Returns:
        How many records it held.

    Raises:
        bulk.JournalError: Records are not sent, pending or unknown, or a worker is sending one, which `force` does not
            change. Or there is no such journal, or the database cannot be used.
        errors.RequestError: An argument cannot be used, or the extra `postgres` is not installed.
    """
    location = in_database(journal, journal_name(name))
    with closing(location.database) as database:
        check_schema(database)
        location.inputs()  # Raises if there is no such journal.
        return database.run(lambda connection: _remove(connection, name, force=force))


def _remove(connection: psycopg.Connection[Any], name: str, *, force: bool) -> int:
    # Nobody adds records meanwhile, and nobody leases any.
    rows = connection.execute(
        """SELECT i.id FROM codatsynccommerce.inputs i JOIN codatsynccommerce.journals j ON j.id = i.journal
        WHERE j.name = %s ORDER BY i.id FOR UPDATE""",
        (name,),
    ).fetchall()
    inputs = [one for (one,) in rows]
    connection.execute(_LOCK_COMPANIES, (inputs,))
    states = connection.execute(_BY_STATE, (inputs,)).fetchall()
    leased = sum(sending for _, _, sending in states)
    if leased:
        message = f"workers are sending {leased} records of the journal {name}: wait until they have ended"
        raise JournalError(message)
    left = [f"{count:,} {STATUS[state]}" for state, count, _ in states if state not in (SUCCEEDED, FAILED)]
    if left and not force:
        message = (
            f"the journal {name} has records that have not come to their end: {', '.join(left)}. Let workers go on, "
            "and resolve what is unknown; or pass force=True, after which nobody can tell which of them were created"
        )
        raise JournalError(message)
    connection.execute("DELETE FROM codatsynccommerce.content WHERE input = ANY (%s)", (inputs,))
    connection.execute(
        """DELETE FROM codatsynccommerce.operations WHERE (connection, input) IN (
            SELECT q.connection, q.input FROM codatsynccommerce.queues q WHERE q.input = ANY (%s)
        )""",
        (inputs,),
    )
    connection.execute("DELETE FROM codatsynccommerce.journals WHERE name = %s", (name,))
    return sum(count for _, count, _ in states)
