"""The store of a worker: it leases records, and writes what became of them under the fence of each lease.

A lease is committed before the request of its record leaves. A later write of a worker counts only if its fence is
still that of the record: a worker that slept through its lease changes nothing any more.
"""

from __future__ import annotations

import json
import os
import socket
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.idempotency import new_key as make_key

from ..journal import JournalRecord, OpenCompany, PushTarget, SentBetween, StoredAge
from ..options import MAX_WORKERS
from ..outcome import storable
from ..rules import HISTORY_DELAY, PENDING, READY, SENDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from codatsynccommerce._runtime.rate_limit import RateLimit

    from ..api_clock import Moment
    from ..journal import Candidate
    from ..outcome import Outcome
    from .database import Database

ASK_DELAYS = (1.0, 60.0, 300.0, 900.0)
"""Seconds until a record without any usable response is sent again, by how often that has happened."""
MOST_ASKED = 2
"""A worker that ends when there is nothing to do waits for records that were given up fewer times than this."""
_SHORTEST_HISTORY_LEASE = 60.0
"""Seconds. If reading takes longer, another worker reads too, and the result of the first one is ignored."""
_HISTORY_GROUP = 500
_LONGEST_POLL_LEASE = 60.0
"""Seconds. If a round takes longer, another worker may read the same, which does no harm."""


class Pace(NamedTuple):
    """How requests leave.

    Attributes:
        egress: Name of the address that they leave from.
        seconds_apart: Seconds between two of them; None sets no limit.
        kept: Requests of the daily quota to leave for other programs; None leaves none.
    """

    egress: str
    seconds_apart: float | None
    kept: int | None


class Heartbeat(NamedTuple):
    """What holds for all workers.

    Attributes:
        paused: Seconds until requests may leave again.
        pause_reason: The 429 that closed for all.
        stop_reason: Why all workers are to end; None if they are not.
        quota_left: Requests left of the daily quota; None if unknown.
        unobserved: Requests that may have used the quota since it was written.
    """

    paused: float
    pause_reason: str | None
    stop_reason: str | None
    quota_left: int | None
    unobserved: int


class Lease(NamedTuple):
    """A record that this worker alone may send, and when."""

    record: JournalRecord
    delay: float
    """Seconds until its request may leave."""


class WorkerStore:
    """The journals of a database as one worker uses them. It implements `OutcomeStore`."""

    def __init__(
        self,
        database: Database,
        server: str,
        inputs: list[int] | None,
        pace: Pace,
        seconds: float,
        moment: Callable[[], Moment],
        rate_limit: Callable[[], RateLimit],
    ) -> None:
        """Open nothing yet.

        Arguments:
            database: Holds the journals.
            server: Address of the server that the records go to.
            inputs: Ids of the inputs to work on; None works on all of this server.
            pace: How requests leave.
            seconds: How long a lease lasts.
            moment: Returns the present moment by the clocks of this process.
            rate_limit: Returns the rate limit that the last response reported.
        """
        self.database = database
        self.pace = pace
        self.lease_seconds = seconds
        self.moment = moment
        self.rate_limit = rate_limit
        self._observed: RateLimit | None = None
        self.inputs = inputs
        self.worker = 0
        self.server = 0
        self.ended = 0
        """Records that came to their end since this worker began."""
        self.on_conflict: Callable[[SDKError], None] = lambda _error: None
        self.can_ask_again: Callable[[JournalRecord], bool] = lambda _record: True
        self._address = server
        self._mutex = Lock()
        self._settled: list[dict[str, Any]] = []

    def register(self, threads: int) -> None:
        """Enter this worker. If no other one is alive, begin anew: what was closed or given up is tried again."""
        values = (self._address, socket.gethostname(), os.getpid(), threads, self.pace.egress)
        query = "SELECT * FROM codatsynccommerce.register(%s, %s, %s, %s, %s)"
        self.server, self.worker = self.database.rows(query, values)[0]

    def leave(self) -> None:
        """Take this worker out. The last one applies the events that nothing else will settle."""
        self.flush()
        self.database.rows("SELECT codatsynccommerce.leave(%s, %s)", (self.server, self.worker))

    def lease(self, wanted: int, api_time: float | None) -> list[Lease]:
        """Write what waits, and lease records that can be sent now.

        Arguments:
            wanted: Most records to lease.
            api_time: The earliest time that the API's clock can show now; None if unknown.
        """
        self.flush()
        query = "SELECT * FROM codatsynccommerce.lease(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        values = (self.server, self.worker, self.inputs, wanted, self.lease_seconds, api_time, *self.pace, MAX_WORKERS)
        return [
            Lease(self._record(row[:5], row[5], row[6:-2], row[-2]), row[-1])
            for row in self.database.rows(query, values)
        ]

    def settle(self, record: JournalRecord, outcome: Outcome, sent: SentBetween) -> None:
        """Keep the outcome of a record until the next `flush`."""
        values = {**outcome._asdict(), "earliest": sent.earliest, "latest": sent.latest, "needs_history": False}
        if outcome.state == SENDING:
            settled = record._replace(state=SENDING, sent=sent, response_stored=outcome.response_stored)
            values["needs_history"] = not self.can_ask_again(settled)
        self._keep(record, values)

    def release(self, record: JournalRecord, *, new_key: bool) -> None:
        """Keep that a record was provably not applied until the next `flush`."""
        self._keep(record, {"state": READY, "key": make_key() if new_key else None})

    def _keep(self, record: JournalRecord, values: dict[str, Any]) -> None:
        place = {"input": record.input, "position": record.position, "fence": record.fence}
        with self._mutex:
            self._settled.append({**place, **values})

    def flush(self) -> None:
        """Write what waits."""
        with self._mutex:
            settled, self._settled = self._settled, []
        if not settled:
            return
        values = (self.server, self.worker, json.dumps(settled), list(ASK_DELAYS), HISTORY_DELAY)
        query = "SELECT problem FROM codatsynccommerce.settle(%s, %s, %s::jsonb, %s, %s)"
        try:
            if self.pace.kept is not None:  # Before these records stop counting as in flight.
                self.observe_quota()
            problems = self.database.rows(query, values)
        except BaseException:
            with self._mutex:
                self._settled[:0] = settled
            raise
        for (problem,) in problems:
            self.on_conflict(SDKError(problem))

    def update_pending(self, outcomes: Iterable[Outcome]) -> None:
        """Write the state of push operations, for the PENDING records that wait for them."""
        ended = [one._asdict() for one in outcomes if one.state != PENDING]
        if ended:
            query = "SELECT codatsynccommerce.update_pending(%s, %s::jsonb)"
            ((count,),) = self.database.rows(query, (self.server, json.dumps(ended)))
            self.ended += count

    def heartbeat(self) -> Heartbeat:
        """Show that this worker is alive, and return what holds for all workers."""
        self.observe_quota()
        query = "SELECT * FROM codatsynccommerce.heartbeat(%s, %s)"
        return Heartbeat(*self.database.rows(query, (self.server, self.worker))[0])

    def observe_quota(self) -> None:
        """Write how many requests the last response left of the daily quota."""
        limit = self.rate_limit()
        if limit.remaining is not None and limit != self._observed:
            reset = None if limit.reset is None else limit.reset.timestamp()
            query = "SELECT codatsynccommerce.observe_quota(%s, %s, %s)"
            self.database.rows(query, (self.server, limit.remaining, reset))
            self._observed = limit

    def hand_over(self, record: JournalRecord, sent: SentBetween, *, history_read: bool) -> None:
        """Leave a record to the push history, because it can no longer be sent again under its key.

        Arguments:
            record: The record, with the error that explains it.
            sent: When it was sent.
            history_read: Whether the history has been read, and proved nothing by now.
        """
        stored = {"state": SENDING, "error": record.error, "response_stored": record.response_stored}
        times = {"earliest": sent.earliest, "latest": sent.latest, "needs_history": True, "history_read": history_read}
        self._keep(record, {**stored, **times})

    def ask_again(self, record: JournalRecord, sent: SentBetween) -> None:
        """Take a record back from the push history, because it can be sent again under its key."""
        stored = {"state": SENDING, "error": record.error, "response_stored": record.response_stored}
        self._keep(record, {**stored, "earliest": sent.earliest, "latest": sent.latest, "ask_now": True})

    def take_poll(self, first_pause: float, growth: float, longest: float, stall: float | None) -> OpenCompany | None:
        """Take a company whose push history is to be read now, so that no other worker reads it meanwhile."""
        self.flush()
        query = "SELECT company, oldest FROM codatsynccommerce.take_poll(%s, %s, %s, %s, %s, %s, %s)"
        values = (
            self.server,
            self.inputs,
            min(self.lease_seconds, _LONGEST_POLL_LEASE),
            first_pause,
            growth,
            longest,
            stall,
        )
        ((company, oldest),) = self.database.rows(query, values)
        return None if company is None else OpenCompany(company, 1, oldest)

    def end_poll(self, company_id: str, problem: SDKError | None, *, lasting: bool, ended: int) -> None:
        """Write how reading the push history of a company went.

        Arguments:
            company_id: The company.
            problem: Why it could not be read whole; None if it could.
            lasting: Whether it would fail again.
            ended: Number of records that came to their end.
        """
        query = """UPDATE codatsynccommerce.companies SET
            poll_at = clock_timestamp() + make_interval(secs => greatest(poll_pause, %s)), poll_error = %s,
            progress_at = CASE WHEN %s THEN clock_timestamp() ELSE progress_at END
            WHERE server = %s AND company = %s RETURNING 1"""
        asked = (problem.retry_after or 0.0) if problem else 0.0
        error = storable(problem) if problem and lasting else None
        self.database.rows(query, (asked, error, ended > 0, self.server, company_id))

    def take_unproved(self) -> list[JournalRecord]:
        """Lease records of one company and journal that only its push history can settle."""
        self.flush()
        query = "SELECT * FROM codatsynccommerce.take_unproved(%s, %s, %s, %s, %s, %s)"
        values = (
            self.server,
            self.worker,
            self.inputs,
            max(self.lease_seconds, _SHORTEST_HISTORY_LEASE),
            _HISTORY_GROUP,
            MOST_ASKED,
        )
        return [self._unproved(row) for row in self.database.rows(query, values)]

    def is_mixed_up(self, company_id: str) -> bool:
        """Return whether a response to a record of a company has named the operation of another one."""
        query = "SELECT mixed_up FROM codatsynccommerce.companies WHERE server = %s AND company = %s"
        return any(mixed_up for (mixed_up,) in self.database.rows(query, (self.server, company_id)))

    def work_left(self, stall: float | None, *, follows: bool) -> tuple[bool, bool]:
        """Return whether there are records to send, and records to follow, now or when a lease ends."""
        query = "SELECT to_send, to_follow FROM codatsynccommerce.work_left(%s, %s, %s, %s, %s)"
        ((to_send, to_follow),) = self.database.rows(query, (self.server, self.inputs, stall, follows, MOST_ASKED))
        return to_send, to_follow

    def company_to_ask(self) -> str | None:
        """Return a company with records that this worker can send; None if there is none."""
        query = """SELECT c.company FROM codatsynccommerce.companies c
            JOIN codatsynccommerce.connections n ON n.company = c.id
            JOIN codatsynccommerce.queues q ON q.connection = n.id
            WHERE c.server = %s AND c.has_work AND n.closed_at IS NULL AND q.work_at <= clock_timestamp()
                AND (%s::int[] IS NULL OR q.input = ANY (%s)) AND EXISTS (
                    SELECT 1 FROM codatsynccommerce.records r WHERE r.connection = q.connection AND r.input = q.input
                        AND (r.state = 'ready' OR (r.state = 'sending' AND NOT r.needs_history
                            AND r.due_at <= clock_timestamp()))
                ) ORDER BY c.turn LIMIT 1"""
        rows = self.database.rows(query, (self.server, self.inputs, self.inputs))
        return rows[0][0] if rows else None

    def _unproved(self, row: tuple[Any, ...]) -> JournalRecord:
        return self._record(row[:5], SENDING, row[5:-1], row[-1])

    def _record(self, lease: tuple[Any, ...], state: str, stored: tuple[Any, ...], age: float | None) -> JournalRecord:
        input_id, position, operation, journal, fence = lease
        digest, company, connection, path, body, key, earliest, latest, response_stored, error, conflict = stored
        return JournalRecord(
            position,
            digest,
            PushTarget(company, connection, path),
            body,
            key,
            state,
            SentBetween(earliest, latest),
            response_stored=response_stored,
            error=error,
            conflict=conflict,
            stored_age=None if age is None else StoredAge(age, self.moment()),
            operation=operation,
            journal=journal,
            input=input_id,
            fence=fence,
        )


class UnprovedRecords:
    """Records of one company and journal, as their push history settles them. It implements `HistoryStore`."""

    def __init__(self, store: WorkerStore, records: list[JournalRecord]) -> None:
        """Take records that `WorkerStore.take_unproved` returned: one or more."""
        self._store = store
        self._journal = records[0].journal

    def settle(self, record: JournalRecord, outcome: Outcome, sent: SentBetween) -> None:
        """Write the outcome of a record."""
        if outcome.state == SENDING:
            left = record._replace(error=outcome.error, response_stored=outcome.response_stored)
            self._store.hand_over(left, sent, history_read=True)
            return
        self._store.settle(record, outcome, sent)

    def release(self, record: JournalRecord, *, new_key: bool) -> None:
        """Write that a record was provably not applied."""
        self._store.release(record, new_key=new_key)

    def update_pending(self, outcomes: Iterable[Outcome]) -> None:
        """Write the state of push operations."""
        self._store.update_pending(outcomes)

    def began(self) -> float | None:
        """Return the earliest time of the API's clock when the first request of the journal can have left."""
        query = "SELECT began FROM codatsynccommerce.journals WHERE id = %s"
        rows = self._store.database.rows(query, (self._journal,))
        return rows[0][0] if rows else None

    def held_of(self, operations: Sequence[str]) -> set[str]:
        """Return those of some push operations that records of any journal hold or held."""
        query = "SELECT operation FROM codatsynccommerce.operations WHERE server = %s AND operation = ANY (%s)"
        return {one for (one,) in self._store.database.rows(query, (self._store.server, list(operations)))}

    def held_count(self, company_id: str) -> int:
        """Return the number of push operations of a company that records of this journal hold or held."""
        query = """SELECT count(*) FROM codatsynccommerce.companies c
            JOIN codatsynccommerce.connections n ON n.company = c.id
            JOIN codatsynccommerce.operations o ON o.connection = n.id
            JOIN codatsynccommerce.inputs i ON i.id = o.input
            WHERE c.server = %s AND c.company = %s AND i.journal = %s"""
        return int(self._store.database.rows(query, (self._store.server, company_id, self._journal))[0][0])

    def set_candidates(self, company_id: str, candidates: Sequence[Candidate]) -> None:
        """Replace the push operations that the unknown records of a company may be."""
        found = json.dumps([candidate._asdict() for candidate in candidates])
        query = "SELECT codatsynccommerce.set_candidates(%s, %s, %s::jsonb)"
        self._store.database.rows(query, (self._journal, company_id, found))
