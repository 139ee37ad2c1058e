"""Transactions that keep rows of the journals locked for long: workers wait for them, or skip the locked rows."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.log import logger

if TYPE_CHECKING:
    import psycopg

LONG = 30.0
"""Seconds. A worker locks rows for less; the server ends a transaction that it leaves open after this time."""
_QUERY = """SELECT DISTINCT coalesce(l.pid, 0), l.virtualtransaction, a.usename, a.application_name,
        host(a.client_addr), extract(epoch FROM statement_timestamp() - a.xact_start)::double precision
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'relation' AND l.granted AND c.relkind = 'r' AND n.nspname = 'codatsynccommerce'
        AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid() AND l.mode IN (
            'RowShareLock', 'RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'
        )
    ORDER BY 1, 2"""


class LockingTransaction(NamedTuple):
    """A transaction that has locked rows of the journals.

    Attributes:
        process: Id of the server's process; 0 for a prepared transaction.
        transaction: Id of the transaction.
        user: Who has opened it; None where this role may not know.
        program: Name that the program gave itself; None where this role may not know.
        address: Where it runs; None for a program on the server, and where this role may not know.
        seconds: How long it has been open; None where this role may not know.
    """

    process: int
    transaction: str
    user: str | None
    program: str | None
    address: str | None
    seconds: float | None

    def __str__(self) -> str:
        """Return who it is, and how to end it."""
        if not self.process:
            return f"the prepared transaction {self.transaction}: see pg_prepared_xacts"
        known = [self.program, self.user and f"user {self.user}", self.address and f"from {self.address}"]
        who = ", ".join(part for part in known if part)
        shown = f"process {self.process} of the server" + (f" ({who})" if who else "")
        return f"{shown}: SELECT pg_terminate_backend({self.process}) ends it"


def locking_transactions(connection: psycopg.Connection[Any]) -> list[LockingTransaction]:
    """Return the transactions of others that have locked rows of the journals by now."""
    return [LockingTransaction(*row) for row in connection.execute(_QUERY).fetchall()]


def long_transactions(connection: psycopg.Connection[Any]) -> list[LockingTransaction]:
    """Return those that are known to have been open for long."""
    return [one for one in locking_transactions(connection) if (one.seconds or 0.0) >= LONG]


class LockWatch:
    """Warns of transactions that keep rows locked for long, once of each."""

    def __init__(self) -> None:
        """Start without knowledge."""
        self._first_seen: dict[str, float] = {}
        self._reported: set[str] = set()

    def look(self, connection: psycopg.Connection[Any]) -> None:
        """Look once, and warn of what is new."""
        now = monotonic()
        found = {one.transaction: one for one in locking_transactions(connection)}
        self._first_seen = {name: self._first_seen.get(name, now) for name in found}
        for name, one in found.items():
            seconds = now - self._first_seen[name] if one.seconds is None else one.seconds
            if seconds >= LONG and name not in self._reported:
                self._reported.add(name)
                logger().warning(
                    "workers wait for a transaction that has been open for %.0f s and keeps rows of the journals "
                    "locked, or leave what it has locked: %s",
                    seconds,
                    one,
                )
        self._reported &= found.keys()
