"""Write the records of an input into a journal, in batches of one transaction each, in the order of the input."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.idempotency import new_key

from ..journal import JournalError
from ..outcome import storable
from ..rules import FAILED, READY
from ..target import NO_TARGET, SerializedRequest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import psycopg

    from ..line_numbers import LineNumbers
    from ..target import CreateMethod
    from .database import Database

_BATCH = 1000
_BATCH_BYTES = 4_000_000
_MAX_TARGETS = 10_000


_Place = tuple[str, str, str]
_Targets = dict[_Place, tuple[int, int]]


class _NewRecord(NamedTuple):
    """A record of the input."""

    request: SerializedRequest
    error: str | None
    """Why it can never be sent; None if it can."""
    line: int | None


class Filling:
    """One pass over an input."""

    def __init__(self, database: Database, method: CreateMethod, server: str, name: str) -> None:
        """Write nothing yet.

        Arguments:
            database: Holds the journal.
            method: Creates the records.
            server: Address of the server that the records go to.
            name: Name of the journal.
        """
        self._database = database
        self._method = method
        self._server = server
        self._name = name
        self._input = 0
        self._targets: dict[tuple[str, str, str], tuple[int, int]] = {}
        """Ids of the connections and targets that are committed."""

    def run(
        self,
        requests: Iterable[object],
        size: int | None,
        lines: LineNumbers | None,
        on_batch: Callable[[int], None],
    ) -> int:
        """Write the records that the journal does not have, and return how many it has of this input.

        Arguments:
            requests: The input.
            size: Number of its records, None if unknown.
            lines: Lines of a file on which they begin, None if they come from no file.
            on_batch: Called after each batch, with the number of records that have been read.

        Raises:
            JournalError: The input is another one than the journal was filled from.
        """
        self._input = self._database.run(lambda connection: self._open(connection, size))
        position = 0
        batches = self._batches(requests, lines)
        while batch := next(batches, None):
            # Count what a transaction has added only when it is committed, because it may be repeated.
            added = self._database.run(partial(self._write, position, batch))
            self._targets = added if len(self._targets) > _MAX_TARGETS else {**self._targets, **added}
            position += len(batch)
            on_batch(position)
        return self._database.run(lambda connection: self._close(connection, position))

    def _open(self, connection: psycopg.Connection[Any], size: int | None) -> int:
        connection.execute(
            "INSERT INTO codatsynccommerce.servers (address) VALUES (%s) ON CONFLICT DO NOTHING", (self._server,)
        )
        connection.execute(
            """INSERT INTO codatsynccommerce.journals (name, server)
            SELECT %s, id FROM codatsynccommerce.servers WHERE address = %s ON CONFLICT (name) DO NOTHING""",
            (self._name, self._server),
        )
        journal, server = connection.execute(
            """SELECT j.id, s.address FROM codatsynccommerce.journals j
            JOIN codatsynccommerce.servers s ON s.id = j.server WHERE j.name = %s""",
            (self._name,),
        ).fetchone() or (0, "")
        if server != self._server:
            message = f"the journal {self._name} was made for the server {server}, not for {self._server}: use another"
            raise JournalError(message)
        row = connection.execute(
            """INSERT INTO codatsynccommerce.inputs (journal, operation, size) VALUES (%s, %s, %s)
            ON CONFLICT (journal, operation) DO UPDATE SET size = excluded.size, read_to_end = false RETURNING id""",
            (journal, self._method.operation.name, size),
        ).fetchone()
        return int(row[0]) if row else 0

    def _close(self, connection: psycopg.Connection[Any], count: int) -> int:
        row = connection.execute(
            "SELECT held FROM codatsynccommerce.inputs WHERE id = %s FOR NO KEY UPDATE", (self._input,)
        ).fetchone()
        held = int(row[0]) if row else 0
        if held > count:
            message = f"the input ends after {count} records, and the journal holds {held - count} more"
            raise JournalError(message)
        connection.execute(
            "UPDATE codatsynccommerce.inputs SET size = %s, read_to_end = true WHERE id = %s", (count, self._input)
        )
        return held

    def _batches(self, requests: Iterable[object], lines: LineNumbers | None) -> Iterator[list[_NewRecord]]:
        batch: list[_NewRecord] = []
        size = 0
        for position, request in enumerate(requests):
            record = self._serialize(request, None if lines is None else lines.line(position))
            batch.append(record)
            size += len(record.request.body)
            if len(batch) == _BATCH or size >= _BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _serialize(self, request: object, line: int | None) -> _NewRecord:
        try:
            serialized = self._method.serialize(request)
            if any("\0" in part for part in serialized.target):
                message = "the id of a company or connection holds a NUL character"
                raise RequestError(message)  # noqa: TRY301 - as any other that cannot be sent
            return _NewRecord(serialized, None, line)
        except RequestError as problem:
            error = storable(problem)
            digest = digest_of(self._method.operation.name, "", error.encode())
            return _NewRecord(SerializedRequest(NO_TARGET, b"", digest), error, line)

    def _write(self, start: int, batch: list[_NewRecord], connection: psycopg.Connection[Any]) -> _Targets:
        """Compare what the journal has of a batch, and add the rest. Return the ids of new targets."""
        row = connection.execute(
            "SELECT held FROM codatsynccommerce.inputs WHERE id = %s FOR NO KEY UPDATE", (self._input,)
        ).fetchone()
        held = int(row[0]) if row else 0
        if held > start:
            self._compare(connection, start, batch)
        new = batch[max(held - start, 0) :]
        if not new:
            return {}
        if held < start:
            message = f"records of the journal {self._name} were deleted while it was filled"
            raise JournalError(message)
        return self._add(connection, held, new)

    def _compare(self, connection: psycopg.Connection[Any], start: int, batch: list[_NewRecord]) -> None:
        query = """SELECT position, digest FROM codatsynccommerce.records
            WHERE input = %s AND position >= %s AND position < %s ORDER BY position"""
        for position, digest in connection.execute(query, (self._input, start, start + len(batch))).fetchall():
            record = batch[int(position) - start]
            if bytes(digest) != record.request.digest:
                index = f"at index {position} of the input"
                place = index if record.line is None else f"on line {record.line}"
                message = (
                    f"the record {place} is not the one that the journal {self._name} was made with, in its content, "
                    "company or connection. What the journal holds may be created already: pass the same input again, "
                    "and put only what is new or corrected into another input, with another journal"
                )
                raise JournalError(message)

    def _add(self, connection: psycopg.Connection[Any], start: int, new: list[_NewRecord]) -> _Targets:
        used_targets: set[_Place] = {record.request.target for record in new if record.error is None}
        added = self._add_targets(connection, sorted(used_targets - self._targets.keys()))
        targets = {**self._targets, **added}
        used = sorted({targets[record.request.target][0] for record in new if record.error is None})
        columns = "(input, position, state, connection, target, key, digest, error, line)"
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY codatsynccommerce.records {columns} FROM STDIN") as copy:
                for position, record in enumerate(new, start):
                    place = targets.get(record.request.target, (None, None)) if record.error is None else (None, None)
                    state = READY if record.error is None else FAILED
                    digest = record.request.digest
                    copy.write_row((self._input, position, state, *place, new_key(), digest, record.error, record.line))
            with cursor.copy("COPY codatsynccommerce.content (input, position, body) FROM STDIN") as copy:
                for position, record in enumerate(new, start):
                    if record.error is None:
                        copy.write_row((self._input, position, record.request.body))
        connection.execute(
            "UPDATE codatsynccommerce.inputs SET held = %s WHERE id = %s", (start + len(new), self._input)
        )
        # Last: until it commits, no worker leases for these companies. The next lease sees what is written.
        connection.execute("SELECT codatsynccommerce.wake(%s, %s)", (used, [self._input] * len(used)))
        return added

    def _add_targets(self, connection: psycopg.Connection[Any], unknown: list[_Place]) -> _Targets:
        """Return the ids of the connection and the target of each place that records go to."""
        if not unknown:
            return {}
        columns = list(map(list, zip(*unknown, strict=True)))
        connection.execute(
            """INSERT INTO codatsynccommerce.companies (server, company)
            SELECT s.id, k.company FROM codatsynccommerce.servers s, unnest(%s::text[]) AS k (company)
            WHERE s.address = %s GROUP BY s.id, k.company ORDER BY k.company ON CONFLICT DO NOTHING""",
            (columns[0], self._server),
        )
        connection.execute(
            """INSERT INTO codatsynccommerce.connections (company, connection)
            SELECT c.id, k.connection FROM unnest(%s::text[], %s::text[]) AS k (company, connection)
            JOIN codatsynccommerce.servers s ON s.address = %s
            JOIN codatsynccommerce.companies c ON c.server = s.id AND c.company = k.company
            GROUP BY c.id, k.connection ORDER BY c.id, k.connection ON CONFLICT DO NOTHING""",
            (*columns[:2], self._server),
        )
        rows = connection.execute(
            """WITH places AS (
                SELECT k.company, k.connection, k.path, n.id
                FROM unnest(%s::text[], %s::text[], %s::text[]) AS k (company, connection, path)
                JOIN codatsynccommerce.servers s ON s.address = %s
                JOIN codatsynccommerce.companies c ON c.server = s.id AND c.company = k.company
                JOIN codatsynccommerce.connections n ON n.company = c.id AND n.connection = k.connection
            ), added AS (
                INSERT INTO codatsynccommerce.targets (connection, path) SELECT id, path FROM places ORDER BY id, path
                ON CONFLICT (connection, path) DO UPDATE SET path = excluded.path RETURNING id, connection, path
            )
            SELECT p.company, p.connection, p.path, p.id, a.id FROM places p
            JOIN added a ON a.connection = p.id AND a.path = p.path""",
            (*columns, self._server),
        ).fetchall()
        return {row[:3]: row[3:] for row in rows}
