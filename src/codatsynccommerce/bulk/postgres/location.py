"""A journal in PostgreSQL for reports, decisions of people and webhook events, while any number of workers use it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.idempotency import new_key as make_key

from ..journal import Candidate, Decision, JournalError, ReportedRecord
from ..outcome import storable
from ..rules import PENDING, SUCCEEDED, TIMED_OUT, UNRESOLVED
from .database import Database
from .schema import check_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from os import PathLike

    import psycopg

    from ..outcome import Outcome

_ROWS = """SELECT r.position, r.state, r.record_id, r.error, r.warnings, r.operation, r.key::text, r.resolved,
        coalesce(c.company, ''),
        CASE WHEN r.state IN ('sending', 'timed out', 'failed') THEN o.body END, i.operation, r.input, r.line
    FROM codatsynccommerce.records r
    JOIN codatsynccommerce.inputs i ON i.id = r.input
    LEFT JOIN codatsynccommerce.connections n ON n.id = r.connection
    LEFT JOIN codatsynccommerce.companies c ON c.id = n.company
    LEFT JOIN codatsynccommerce.content o ON o.input = r.input AND o.position = r.position
    WHERE r.input = ANY (%s) AND (r.input, r.position) > (%s, %s) ORDER BY r.input, r.position LIMIT %s"""


class PostgresLocation:
    """A name in a database, or all journals of it. It implements `JournalLocation`."""

    def __init__(self, url: str, name: str | None) -> None:
        """Connect when it is first used.

        Arguments:
            url: The database.
            name: Name of the journal; None means all journals of the database.
        """
        self.database = Database(url)
        self.name = name
        self.server: str | None = None
        """Address of the server whose journals these are; None means those of every server."""

    @property
    def address(self) -> str:
        """The address of the database without anything secret."""
        return self.database.address

    @property
    def label(self) -> str:
        """The name of the journal."""
        return self.name or self.address

    def inputs(self) -> list[int]:
        """Return the ids of the inputs of the journal.

        Raises:
            JournalError: There is no such journal.
        """
        query = """SELECT i.id FROM codatsynccommerce.journals j
            LEFT JOIN codatsynccommerce.inputs i ON i.journal = j.id
            JOIN codatsynccommerce.servers s ON s.id = j.server
            WHERE (%s::text IS NULL OR j.name = %s) AND (%s::text IS NULL OR s.address = %s) ORDER BY i.id"""
        rows = self.database.rows(query, (self.name, self.name, self.server, self.server))
        if not rows and self.name is not None:
            message = f"there is no journal {self.name} in the database {self.address}"
            raise JournalError(message)
        return [one for (one,) in rows if one is not None]

    def check_server(self, server: str) -> None:
        """Refuse a journal that was made for another server.

        Raises:
            JournalError: It was.
        """
        query = """SELECT s.address FROM codatsynccommerce.journals j
            JOIN codatsynccommerce.servers s ON s.id = j.server WHERE j.name = %s"""
        for (address,) in self.database.rows(query, (self.name,)):
            if address != server:
                message = f"the journal {self.name} was made for the server {address}, not for {server}"
                raise JournalError(message)

    @contextmanager
    def read(self) -> Generator[PostgresReader, None, None]:
        """Open the journal for reading."""
        try:
            check_schema(self.database)
            yield PostgresReader(self.database, self.inputs(), self.name)
        finally:
            self.database.close()

    @contextmanager
    def edit(self) -> Generator[PostgresReader, None, None]:
        """Open the journal for the decisions of a person."""
        with self.read() as journal:
            yield journal

    def keep_event(self, outcome: Outcome, may_be_of: Callable[[str, str], bool]) -> bool:
        """Write the outcome that a webhook event reports. Return whether it changes anything."""
        with self.read() as journal:
            return self.database.run(lambda connection: journal.keep_event(connection, outcome, may_be_of))

    def is_at(self, path: str | PathLike[str]) -> bool:
        """Return that the journal is not a file."""
        del path
        return False


class PostgresReader:
    """A journal as reports read it. It implements `JournalReader` and `JournalEditor`."""

    def __init__(self, database: Database, inputs: list[int], name: str | None) -> None:
        """Read from a database.

        Arguments:
            database: Holds the journal.
            inputs: Ids of its inputs.
            name: Name of the journal; None means all journals of the database.
        """
        self._database = database
        self._inputs = inputs
        self._name = name

    def counts(self) -> dict[str, int]:
        """Return the number of records in each state."""
        query = "SELECT state, count(*) FROM codatsynccommerce.records WHERE input = ANY (%s) GROUP BY state"
        return dict(self._database.rows(query, (self._inputs,)))

    def unread(self) -> int | None:
        """Return the number of records of the inputs that were not read; None if that is unknown."""
        query = """SELECT sum(greatest(size - held, 0))::bigint, coalesce(bool_or(size IS NULL), false)
            FROM codatsynccommerce.inputs WHERE id = ANY (%s) AND NOT read_to_end"""
        count, is_unknown = self._database.rows(query, (self._inputs,))[0]
        return None if is_unknown else count or 0

    def rows(self, after: ReportedRecord | None, limit: int) -> list[ReportedRecord]:
        """Return what a report shows of the records after a record, or of the first ones."""
        place = (-1, -1) if after is None else (after.input, after.position)
        return [_reported(row) for row in self._database.rows(_ROWS, (self._inputs, *place, limit))]

    def candidates(self, company_id: str) -> list[Candidate]:
        """Return the push operations that the unknown records of a company may be."""
        query = """SELECT DISTINCT operation, requested, data_type, status FROM codatsynccommerce.candidates
            WHERE company = %s AND journal IN (SELECT journal FROM codatsynccommerce.inputs WHERE id = ANY (%s))
            ORDER BY requested, operation"""
        return [Candidate(*row) for row in self._database.rows(query, (company_id, self._inputs))]

    def resolve(self, decisions: Iterable[Decision]) -> None:
        """Write what a person reports about unknown records."""
        decided = list(decisions)
        self._database.run(lambda connection: self._resolve(connection, decided))

    def _resolve(self, connection: psycopg.Connection[Any], decisions: list[Decision]) -> None:
        query = """SELECT r.input, r.state, r.holder IS NOT NULL AND r.due_at > clock_timestamp(), r.connection
            FROM codatsynccommerce.records r JOIN codatsynccommerce.inputs i ON i.id = r.input
            WHERE i.id = ANY (%s) AND r.position = %s AND (%s::text IS NULL OR i.operation = %s)
            FOR NO KEY UPDATE OF r"""
        for position, created, record_id, operation in decisions:
            rows = connection.execute(query, (self._inputs, position, operation, operation)).fetchall()
            if len(rows) > 1:
                message = f"there are {len(rows)} records {position} in this journal: pass the operation of its row"
                raise RequestError(message)
            if not rows or rows[0][1] not in UNRESOLVED:
                message = f"record {position} is not unknown: there is nothing to resolve"
                raise RequestError(message)
            input_id, _, is_leased, place = rows[0]
            if is_leased:
                message = f"record {position} is being sent: wait until its worker has ended"
                raise JournalError(message)
            if record_id and not created:
                message = f"record {position} was not created, so it has no record_id"
                raise RequestError(message)
            if created:
                connection.execute(
                    """UPDATE codatsynccommerce.records SET state = 'succeeded', record_id = %s, error = NULL,
                    response_stored = false, resolved = true, needs_history = false, holder = NULL, fence = fence + 1
                    WHERE input = %s AND position = %s""",
                    (storable(record_id) if record_id else None, input_id, position),
                )
                connection.execute(
                    "DELETE FROM codatsynccommerce.content WHERE input = %s AND position = %s", (input_id, position)
                )
            else:
                connection.execute(
                    "SELECT codatsynccommerce.make_ready(%s, %s, %s::uuid)", (input_id, position, make_key())
                )
                connection.execute("SELECT codatsynccommerce.wake(%s, %s)", ([place], [input_id]))

    def release_failed(self) -> None:
        """Mark all records that FAILED as READY, each under a new key. Those that can never be sent stay."""
        query = "SELECT codatsynccommerce.release_failed(%s)"
        self._database.rows(query, (self._inputs,))

    def keep_event(
        self, connection: psycopg.Connection[Any], outcome: Outcome, may_be_of: Callable[[str, str], bool]
    ) -> bool:
        """Write the outcome that a webhook event reports, in a transaction. Return whether it changes anything."""
        if outcome.state != SUCCEEDED:
            # A worker that leaves meanwhile would not see the event, and it would wait for the next one.
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('codatsynccommerce.register'))")
        rows = connection.execute(
            """SELECT r.input, r.position, r.state, r.operation = o.operation, i.journal, n.company
            FROM codatsynccommerce.operations o
            JOIN codatsynccommerce.records r ON r.input = o.input AND r.position = o.position
            JOIN codatsynccommerce.inputs i ON i.id = r.input
            JOIN codatsynccommerce.connections n ON n.id = r.connection
            WHERE o.operation = %s AND o.input = ANY (%s) FOR NO KEY UPDATE OF r""",
            (outcome.operation, self._inputs),
        ).fetchall()
        if not rows:
            return self._keep_unknown(connection, outcome, may_be_of)
        input_id, position, state, is_current, journal, company = rows[0]
        created = outcome.state == SUCCEEDED
        if not is_current or not (state == PENDING or (state == TIMED_OUT and created)):
            return False
        workers = connection.execute(
            """SELECT 1 FROM codatsynccommerce.workers w JOIN codatsynccommerce.journals j ON j.server = w.server
            WHERE j.id = %s AND w.seen_at > clock_timestamp() - interval '60 seconds' LIMIT 1""",
            (journal,),
        ).fetchone()
        if not created and workers is not None:
            # Only the API knows the reasons: a worker reads them now.
            connection.execute(
                "UPDATE codatsynccommerce.companies SET poll_at = '-infinity', poll_error = NULL WHERE id = %s",
                (company,),
            )
            return self._insert_event(connection, outcome, [journal])
        connection.execute(
            """UPDATE codatsynccommerce.records SET state = %s, record_id = %s, error = %s
            WHERE input = %s AND position = %s""",
            (outcome.state, outcome.record_id, outcome.error, input_id, position),
        )
        if created:
            connection.execute(
                "DELETE FROM codatsynccommerce.content WHERE input = %s AND position = %s", (input_id, position)
            )
        connection.execute(
            "DELETE FROM codatsynccommerce.events WHERE journal = %s AND operation = %s", (journal, outcome.operation)
        )
        return True

    def _keep_unknown(
        self, connection: psycopg.Connection[Any], outcome: Outcome, may_be_of: Callable[[str, str], bool]
    ) -> bool:
        """Keep an event whose response may be on its way, or lost with the worker that waited for it."""
        rows = connection.execute(
            """SELECT DISTINCT i.journal, c.company, t.path FROM codatsynccommerce.inputs i
            JOIN codatsynccommerce.queues q ON q.input = i.id
            JOIN codatsynccommerce.connections n ON n.id = q.connection
            JOIN codatsynccommerce.companies c ON c.id = n.company
            JOIN codatsynccommerce.targets t ON t.connection = n.id
            WHERE i.id = ANY (%s) AND EXISTS (
                SELECT 1 FROM codatsynccommerce.records r WHERE r.input = i.id AND r.connection = n.id
                    AND r.state IN ('ready', 'sending', 'pending', 'timed out')
            )""",
            (self._inputs,),
        ).fetchall()
        journals = {journal for journal, company, path in rows if may_be_of(company, path)}
        return self._insert_event(connection, outcome, sorted(journals))

    def _insert_event(self, connection: psycopg.Connection[Any], outcome: Outcome, journals: list[int]) -> bool:
        values = (outcome.operation, outcome.state, outcome.record_id, outcome.error)
        added = [
            connection.execute(
                """INSERT INTO codatsynccommerce.events AS e VALUES (%s, %s, %s, %s, %s)
                ON CONFLICT (journal, operation) DO UPDATE
                SET state = excluded.state, record_id = excluded.record_id, error = excluded.error
                WHERE e.state = 'timed out' AND excluded.state = 'succeeded'""",
                (journal, *values),
            ).rowcount
            for journal in journals
        ]
        return sum(added) > 0


def _reported(row: tuple[Any, ...]) -> ReportedRecord:
    *shown, body, operation, input_id, line = row
    content = bytes(body or b"").decode("utf-8", "replace")
    position, state, record_id, error, warnings, push, key, resolved, company = shown
    return ReportedRecord(
        position,
        state,
        record_id,
        error,
        warnings,
        push,
        key,
        resolved,
        company,
        content,
        line=line,
        create=operation,
        input=input_id,
    )
