"""The status of journals in a database: their counts, their workers and the limits that hold."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Optional

from .locate import in_database
from .postgres.database import Database
from .postgres.location import PostgresReader
from .postgres.locks import long_transactions
from .postgres.schema import check_schema
from .row import STATUS

if TYPE_CHECKING:
    import psycopg

_ALIVE_SECONDS = 60
_NEVER = datetime.min.replace(tzinfo=timezone.utc)


@dataclass(frozen=True)
class WorkerStatus:
    """A worker that is alive.

    Attributes:
        host: Name of its computer.
        process: Id of its process there.
        workers: Requests that it may have in flight at the same time.
        egress: Name of the address that its requests leave from.
        started_at: When it began.
        seen_at: When it last showed that it is alive.
        leases: Records that it alone may send now.
    """

    host: str
    process: int
    workers: int
    egress: str
    started_at: datetime
    seen_at: datetime
    leases: int


@dataclass(frozen=True)
class ServerStatus:
    """The limits of a server, which all workers on its journals share.

    Attributes:
        address: Where the records go.
        paused_until: Until when nothing is sent because of a 429; None if requests may leave.
        pause_reason: What the API said then.
        stop_reason: Why all workers were told to end; None if they were not.
        quota_left: Requests left of the daily quota when a worker last wrote it; None if unknown.
        quota_reset: When the quota is full again; None if unknown.
    """

    address: str
    paused_until: Optional[datetime]
    pause_reason: Optional[str]
    stop_reason: Optional[str]
    quota_left: Optional[int]
    quota_reset: Optional[datetime]

    def __str__(self) -> str:
        """Return what keeps requests from leaving, and what is left of the quota."""
        parts: list[str] = []
        if self.paused_until is not None:
            parts.append(f"paused until {self.paused_until:%H:%M:%S}")
        if self.stop_reason is not None:
            parts.append(f"stopped: {self.stop_reason}")
        if self.quota_left is not None:
            parts.append(f"quota {self.quota_left:,}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Status:
    """The state of journals in a database at one moment, by the clock of the database.

    Attributes:
        journals: Names of the journals.
        counts: Number of records with each status, as in a report.
        workers: The workers that are alive.
        leases: Records that workers may send now.
        expired_leases: Records whose worker has ended or lost its connection; another one goes on with them.
        paused_until: Until when nothing is sent because of a 429; None if requests may leave. If the journals are for
            several servers, this is the longest pause, and `servers` says which server it is of.
        pause_reason: What the API said then.
        closed: Companies and connections that are closed until all workers have ended, and why: pairs of a company id
            and a connection id.
        stop_reason: Why all workers of a server were told to end; None if they were not.
        quota_left: Requests left of the daily quota when a worker last wrote it; None if unknown. With several servers,
            the smallest of theirs.
        quota_reset: When that quota is full again; None if unknown.
        servers: The limits of each server that the journals are for.
        locks: Transactions of other programs that have locked rows of the journals for more than 30 seconds, and how
            to end each. Workers wait for them, or leave what they have locked.
    """

    journals: tuple[str, ...]
    counts: dict[str, int]
    workers: tuple[WorkerStatus, ...]
    leases: int
    expired_leases: int
    paused_until: Optional[datetime]
    pause_reason: Optional[str]
    closed: dict[tuple[str, str], str]
    stop_reason: Optional[str]
    quota_left: Optional[int]
    quota_reset: Optional[datetime]
    servers: tuple[ServerStatus, ...]
    locks: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the status as values that `json.dumps` takes, with moments in ISO 8601."""
        values = asdict(self)
        values["closed"] = [
            {"company_id": company, "connection_id": connection, "reason": reason}
            for (company, connection), reason in self.closed.items()
        ]
        for holder in (values, *values["workers"], *values["servers"]):
            for name, value in holder.items():
                if isinstance(value, datetime):
                    holder[name] = value.isoformat()
        return values

    def __repr__(self) -> str:
        """Return the counts, and what keeps records from being sent."""
        parts = [f"{count:,} {name}" for name, count in self.counts.items() if count] or ["no records"]
        parts.append(f"{len(self.workers)} worker{'' if len(self.workers) == 1 else 's'}")
        parts.append(f"{self.leases:,} leased")
        if self.expired_leases:
            parts.append(f"{self.expired_leases:,} leases expired")
        if self.closed:
            parts.append(f"{len(self.closed)} closed")
        if self.locks:
            parts.append("locked by another program")
        limits = {one.address: str(one) for one in self.servers if str(one)}
        parts += limits.values() if len(self.servers) == 1 else (f"{name}: {text}" for name, text in limits.items())
        return f"<Status {', '.join(self.journals) or 'no journals'}: {', '.join(parts)}>"


def status(journal: str, name: str | None = None) -> Status:
    """Return the counts of journals in a PostgreSQL database, their workers, and the limits that hold for them.

    Nothing is sent, and nothing is written. Needs the extra `postgres`.

    Arguments:
        journal: URL of the database.
        name: Name of the journal; None means all journals of the database.

    Raises:
        bulk.JournalError: There is no such journal, or the database cannot be used.
        errors.RequestError: An argument cannot be used, or the extra `postgres` is not installed.
    """
    location = in_database(journal, name)
    with closing(location.database) as database:
        check_schema(database)

        def read(connection: psycopg.Connection[Any]) -> Status:
            # Everything is read as of one moment; later changes are not seen.
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return _read(database, connection, location.inputs(), name)

        return database.run(read)


def _read(database: Database, connection: psycopg.Connection[Any], inputs: list[int], name: str | None) -> Status:
    names = database.rows(
        "SELECT name, server FROM codatsynccommerce.journals WHERE %s::text IS NULL OR name = %s ORDER BY name",
        (name, name),
    )
    servers = sorted({server for _, server in names})
    counts: dict[str, int] = dict.fromkeys(STATUS.values(), 0)
    for state, count in PostgresReader(database, inputs, name).counts().items():
        counts[STATUS[state]] += count
    limits = _limits(database, servers)
    paused = max((one for one in limits if one.paused_until), key=lambda one: one.paused_until or _NEVER, default=None)
    least = min(
        (one for one in limits if one.quota_left is not None), key=lambda one: one.quota_left or 0, default=None
    )
    return Status(
        tuple(one for one, _ in names),
        counts,
        _workers(database, servers),
        *_leases(database, inputs),
        paused_until=paused.paused_until if paused else None,
        pause_reason=paused.pause_reason if paused else None,
        closed=_closed(database, servers),
        stop_reason=next((one.stop_reason for one in limits if one.stop_reason is not None), None),
        quota_left=least.quota_left if least else None,
        quota_reset=least.quota_reset if least else None,
        servers=limits,
        locks=tuple(map(str, long_transactions(connection))),
    )


def _leases(database: Database, inputs: list[int]) -> tuple[int, int]:
    query = """SELECT count(*) FILTER (WHERE due_at > clock_timestamp()),
        count(*) FILTER (WHERE due_at <= clock_timestamp()) FROM codatsynccommerce.records
        WHERE state = 'sending' AND holder IS NOT NULL AND NOT needs_history AND input = ANY (%s)"""
    leases, expired = database.rows(query, (inputs,))[0]
    return leases, expired


def _workers(database: Database, servers: list[int]) -> tuple[WorkerStatus, ...]:
    query = """SELECT host, process, threads, egress, started_at, seen_at, (
            SELECT count(*) FROM codatsynccommerce.records r
            WHERE r.state = 'sending' AND r.holder = w.id AND NOT r.needs_history AND r.due_at > clock_timestamp()
        ) FROM codatsynccommerce.workers w
        WHERE server = ANY (%s) AND seen_at > clock_timestamp() - make_interval(secs => %s) ORDER BY id"""
    return tuple(WorkerStatus(*row) for row in database.rows(query, (servers, _ALIVE_SECONDS)))


def _closed(database: Database, servers: list[int]) -> dict[tuple[str, str], str]:
    query = """SELECT c.company, n.connection, coalesce(n.closed_reason, '') FROM codatsynccommerce.connections n
        JOIN codatsynccommerce.companies c ON c.id = n.company
        WHERE c.server = ANY (%s) AND n.closed_at IS NOT NULL ORDER BY 1, 2"""
    return {(company, connection): reason for company, connection, reason in database.rows(query, (servers,))}


def _limits(database: Database, servers: list[int]) -> tuple[ServerStatus, ...]:
    query = """SELECT address, CASE WHEN paused_until > clock_timestamp() THEN paused_until END,
            CASE WHEN paused_until > clock_timestamp() THEN pause_reason END, stop_reason, quota_left, quota_reset
        FROM codatsynccommerce.servers WHERE id = ANY (%s) ORDER BY address"""
    return tuple(ServerStatus(*row) for row in database.rows(query, (servers,)))
