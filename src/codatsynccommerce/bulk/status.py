"""How far journals in a database are, and what the workers on them do."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Optional

from .locate import in_database
from .postgres.database import Database
from .postgres.location import PostgresReader
from .postgres.schema import check_schema
from .row import STATUS

if TYPE_CHECKING:
    import psycopg

_ALIVE_SECONDS = 60


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
class Status:
    """The state of journals in a database at one moment, by the clock of the database.

    Attributes:
        journals: Names of the journals.
        counts: Number of records with each status, as in a report.
        workers: The workers that are alive.
        leases: Records that workers may send now.
        expired_leases: Records whose worker has ended or lost its connection; another one goes on with them.
        paused_until: Until when nothing is sent because of a 429; None if requests may leave.
        pause_reason: What the API said then.
        closed: Companies and connections that are closed until all workers have ended, and why: pairs of a company id
            and a connection id.
        stop_reason: Why all workers were told to end; None if they were not.
        quota_left: Requests left of the daily quota when a worker last wrote it; None if unknown.
        quota_reset: When the quota is full again; None if unknown.
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

    def to_dict(self) -> dict[str, Any]:
        """Return the status as values that `json.dumps` takes, with moments in ISO 8601."""
        values = asdict(self)
        values["closed"] = [
            {"company_id": company, "connection_id": connection, "reason": reason}
            for (company, connection), reason in self.closed.items()
        ]
        for holder in (values, *values["workers"]):
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
        if self.paused_until is not None:
            parts.append(f"paused until {self.paused_until:%H:%M:%S}")
        if self.closed:
            parts.append(f"{len(self.closed)} closed")
        if self.stop_reason is not None:
            parts.append(f"stopped: {self.stop_reason}")
        if self.quota_left is not None:
            parts.append(f"quota {self.quota_left:,}")
        return f"<Status {', '.join(self.journals) or 'no journals'}: {', '.join(parts)}>"


def status(journal: str, name: str | None = None) -> Status:
    """Return how far journals in a PostgreSQL database are, and what the workers on them do.

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
            # All of it at one moment: what changes meanwhile is not seen.
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return _read(database, location.inputs(), name)

        return database.run(read)


def _read(database: Database, inputs: list[int], name: str | None) -> Status:
    names = database.rows(
        "SELECT name, server FROM codatsynccommerce.journals WHERE %s::text IS NULL OR name = %s ORDER BY name",
        (name, name),
    )
    servers = sorted({server for _, server in names})
    counts: dict[str, int] = dict.fromkeys(STATUS.values(), 0)
    for state, count in PostgresReader(database, inputs, name).counts().items():
        counts[STATUS[state]] += count
    workers = _workers(database, servers)
    return Status(
        tuple(one for one, _ in names), counts, workers, *_leases(database, inputs), *_limits(database, servers)
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


def _limits(database: Database, servers: list[int]) -> tuple[Any, ...]:
    """Return what holds for all workers, from the pause to the reset of the quota."""
    closed = database.rows(
        """SELECT c.company, n.connection, coalesce(n.closed_reason, '') FROM codatsynccommerce.connections n
        JOIN codatsynccommerce.companies c ON c.id = n.company
        WHERE c.server = ANY (%s) AND n.closed_at IS NOT NULL ORDER BY 1, 2""",
        (servers,),
    )
    rows = database.rows(
        """SELECT CASE WHEN paused_until > clock_timestamp() THEN paused_until END,
            CASE WHEN paused_until > clock_timestamp() THEN pause_reason END,
            stop_reason, quota_left, quota_reset
        FROM codatsynccommerce.servers WHERE id = ANY (%s) ORDER BY paused_until DESC NULLS LAST LIMIT 1""",
        (servers,),
    )
    paused_until, pause_reason, stop_reason, quota_left, quota_reset = rows[0] if rows else (None,) * 5
    closings = {(company, connection): reason for company, connection, reason in closed}
    return paused_until, pause_reason, closings, stop_reason, quota_left, quota_reset
