"""The limits of the API over all workers: slots of each company, a pace, one pause and one stop, in the database.

A lease comes with a permit to send its record once. Every further attempt, and every read, takes a permit of its own.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.retry import MAX_RETRY_AFTER, READ_POLICY, RetryConfig, retry_delay
from codatsynccommerce._runtime.timeout import Timeout
from codatsynccommerce.models.errors import PaymentRequiredError, RateLimitError

from ..options import MAX_WORKERS
from ..outcome import storable
from ..rules import Verdict, judge
from ..throttle import (
    DECREASE,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MAX_FAILURES,
    MAX_PAUSES,
    SLOWEST,
    NoMoreRequestsError,
    Pace,
)

if TYPE_CHECKING:
    import psycopg

    from codatsynccommerce._runtime.client import Client, Clock
    from codatsynccommerce._runtime.operation import Operation

    from ..journal import JournalRecord, PushTarget
    from .store import Lease, WorkerStore

Response = TypeVar("Response")

PERMIT_SECONDS = 1.0
"""Seconds for which a permit may be used once it has arrived. Without a limit, requests that are to leave one by one
could leave together."""
LEASE_MARGIN = 10.0
"""Seconds by which a lease outlasts the longest call."""
_USE_WITHIN = 5.0
"""Seconds after which a lease is renewed before its request leaves: a database may be slow."""
_ONCE = RetryConfig("none", None)
_SLICE = 0.5
"""Seconds: pauses are taken in slices, so that a stop need not wait for the end of one."""
_BUSY_PAUSE = 0.05


def steady_seconds() -> float:
    """Return seconds that never go back, and on systems that can tell go on while the computer sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


class _Permit(NamedTuple):
    """Permission to send one request, by `steady_seconds`."""

    earliest: float
    latest: float

    @classmethod
    def of(cls, began: float, delay: float) -> _Permit:
        """Return the permit that has just arrived.

        Arguments:
            began: A moment before it was asked for, and before the lease that came with it began.
            delay: Seconds until it may be used, for which the lease lasts longer.
        """
        now = steady_seconds()
        return cls(now + delay, min(now + PERMIT_SECONDS, began + _USE_WITHIN) + delay)


class SharedLimits:
    """The limits as the threads of one worker pass them. It implements `throttle.Limits`."""

    def __init__(self, store: WorkerStore, clock: Clock) -> None:
        """Start open.

        Arguments:
            store: Grants leases and permits, on the clock of the database.
            clock: The client's clock, for pauses that this worker takes by itself.
        """
        self._store = store
        self._clock = clock
        self._permits: dict[str, _Permit] = {}
        self._accepted = _new_pace()
        self._lock = Lock()
        self._ended = Event()
        self._failures = 0
        self._pauses_known = False
        self.reason: SDKError | None = None
        self.refusal: SDKError | None = None

    @property
    def stopped(self) -> bool:
        """Whether this worker ends: what is in flight is finished, and nothing more is sent."""
        return self._ended.is_set()

    def add(self, leases: list[Lease], began: float) -> None:
        """Take the permits that came with leases.

        Arguments:
            leases: The leases.
            began: A moment before they began, by `steady_seconds`.
        """
        for record, delay in leases:
            self._permits[record.key] = _Permit.of(began, delay)

    def wait(self, target: PushTarget, record: JournalRecord | None = None) -> bool:
        """Wait until a request may leave. Return whether it may: False if the lease of its record is lost."""
        del target  # A lease of a closed company is not renewed.
        if record is None:
            return not self.stopped
        permit = self._permits.pop(record.key, None)
        while not self.stopped:
            if permit is None:
                permit = self._renew(record)
                if permit is None:
                    return False
            if not self.pause(permit.earliest - steady_seconds()):
                return False
            if steady_seconds() <= permit.latest:
                return True
            permit = None
        return False

    def _renew(self, record: JournalRecord) -> _Permit | None:
        """Renew a lease and take a permit. Return None if that cannot be."""
        store = self._store
        query = "SELECT verdict, delay FROM codatsynccommerce.renew(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        place = (record.input, record.position, record.fence)
        values = (store.server, store.worker, *place, store.lease_seconds, *store.pace)
        while not self.stopped:
            began = steady_seconds()
            ((verdict, delay),) = store.database.rows(query, values)
            if verdict == "granted":
                return _Permit.of(began, delay)
            if verdict != "paused":
                return None
            if delay > MAX_RETRY_AFTER:
                return None
            self.pause(delay)
        return None

    def sleep(self, seconds: float) -> bool:
        """Let one thread pause before it tries again. Return whether the worker goes on."""
        until = self._clock.monotonic() + seconds
        while not self.stopped and (left := until - self._clock.monotonic()) > 0:
            self._clock.sleep(min(left, _SLICE))
        return not self.stopped

    def pause(self, seconds: float) -> bool:
        """Let one thread wait for something in the database. Return whether the worker goes on."""
        return not self._ended.wait(seconds) if seconds > 0 else not self.stopped

    def on_rate_limit(self, error: SDKError, sent: float) -> None:
        """Close for all workers after a 429. If that is too long, or in vain, stop for all.

        Arguments:
            error: The 429.
            sent: When its request was sent, on the monotonic clock of the client.
        """
        store = self._store
        with self._lock:
            accepted = self._accepted.taken(steady_seconds())
            self._accepted = _new_pace()
        pauses, seconds = store.database.run(partial(self._pause, error, sent, accepted))
        with self._lock:  # Only now: a response that comes before would end the pauses that are not written yet.
            self._pauses_known = True
        if seconds > MAX_RETRY_AFTER or pauses > MAX_PAUSES:
            self.stop_all(error)

    def _pause(
        self, error: SDKError, sent: float, accepted: float, connection: psycopg.Connection[Any]
    ) -> tuple[int, float]:
        """Write a pause. Return how many there were in a row, and the seconds of this one."""
        store = self._store
        query = "SELECT pauses, seconds FROM codatsynccommerce.pause(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        # Measured once the connection is free: requests that leave together meet one limit, not many.
        ago = max(0.0, store.moment().monotonic - sent)
        rates = (accepted, DECREASE, SLOWEST)
        values = (store.server, store.pace.egress, ago, error.retry_after, FIRST_PAUSE, LONGEST_PAUSE, *rates)
        ((pauses, seconds),) = connection.execute(query, (*values, storable(error))).fetchall()
        return pauses, seconds

    def on_response(self) -> None:
        """Note that a request got a response."""
        with self._lock:
            self._failures = 0
            self._accepted.accept(steady_seconds())
            known, self._pauses_known = self._pauses_known, False
        if known:
            query = "UPDATE codatsynccommerce.servers SET pauses = 0 WHERE id = %s AND pauses > 0 RETURNING 1"
            self._store.database.rows(query, (self._store.server,))

    def on_no_response(self, error: SDKError) -> None:
        """Note that a record was given up without a usable response. Too many of those end this worker."""
        with self._lock:
            self._failures += 1
        if self._failures >= MAX_FAILURES:
            self.stop(error)

    def close_target(self, target: PushTarget, error: SDKError) -> None:
        """Close a company and connection for all workers."""
        self.refusal = self.refusal or error
        query = """UPDATE codatsynccommerce.connections n SET closed_at = clock_timestamp(), closed_reason = %s
            FROM codatsynccommerce.companies c WHERE c.id = n.company AND c.server = %s AND c.company = %s
                AND n.connection = %s AND n.closed_at IS NULL RETURNING 1"""
        place = (self._store.server, target.company_id, target.connection_id)
        self._store.database.rows(query, (storable(error), *place))

    def stop(self, reason: SDKError | None = None) -> None:
        """End this worker. The first reason is kept.

        A refusal of the account ends all workers. A refusal of the credentials, or a broken network, may concern only
        this worker.
        """
        if isinstance(reason, (PaymentRequiredError, RateLimitError)):
            self.stop_all(reason)
            return
        self.reason = self.reason or reason
        self._ended.set()

    def stop_all(self, reason: SDKError) -> None:
        """End all workers that have started by now."""
        self.reason = self.reason or reason
        self._ended.set()
        query = """UPDATE codatsynccommerce.servers SET stopped_at = clock_timestamp(), stop_reason = %s
            WHERE id = %s RETURNING 1"""
        self._store.database.rows(query, (storable(reason), self._store.server))


class LimitedReader:
    """A client whose reads take slots of their company and permits. It implements `history.Caller`."""

    def __init__(self, client: Client, store: WorkerStore, limits: SharedLimits) -> None:
        """Read with a client."""
        self._client = client
        self._store = store
        self._limits = limits

    def call(self, operation: Operation[Response], request: object, options: CallOptions) -> Response:
        """Make one call about a company: one or more attempts, each with a permit.

        Raises:
            NoMoreRequestsError: The worker ends, or may send nothing now.
            errors.SDKError: The call failed.
        """
        company_id = str(getattr(request, "company_id", ""))
        timeout = Timeout.of(options.timeout or self._client.settings.timeout or Timeout())
        started, attempt = steady_seconds(), 0
        while True:
            read = self._begin(company_id, timeout.total)
            sent = self._client.clock.monotonic()
            try:
                response = self._client.call(operation, request, options._replace(retries=_ONCE, timeout=timeout))
            except SDKError as error:
                attempt += 1
                self._observe()
                if isinstance(error, RateLimitError):
                    self._limits.on_rate_limit(error, sent)
                elif judge(error, maybe_applied=False) is Verdict.STOP:
                    self._limits.stop(error)
                self._end(read)  # Only now: it lets the next request of the company leave.
                if self._limits.stopped:
                    raise self._refusal() from error
                delay = self._delay(options, error, attempt, steady_seconds() - started)
                if delay is None or not self._limits.sleep(delay):
                    raise
            else:
                self._observe()
                self._end(read)
                return response

    def _delay(self, options: CallOptions, error: SDKError, attempt: int, elapsed: float) -> float | None:
        if options.retries is not None:
            return None
        left, random = READ_POLICY.max_elapsed - elapsed, self._client.clock.random()
        return retry_delay(READ_POLICY, attempt, error, elapsed=elapsed, left=left, random=random)

    def _begin(self, company_id: str, seconds: float) -> int:
        """Take a slot and a permit, and wait until the request may leave."""
        store = self._store
        query = "SELECT verdict, read, delay FROM codatsynccommerce.begin_read(%s, %s, %s, %s, %s, %s, %s, %s)"
        values = (store.server, store.worker, company_id, seconds + LEASE_MARGIN, *store.pace, MAX_WORKERS)
        while not self._limits.stopped:
            began = steady_seconds()
            ((verdict, read, delay),) = store.database.rows(query, values)
            permit = _Permit.of(began, delay)
            if verdict == "closed" or (verdict == "paused" and delay > MAX_RETRY_AFTER):
                break
            goes_on = self._limits.pause(_BUSY_PAUSE if verdict == "busy" else delay)
            if verdict == "granted":
                if goes_on and steady_seconds() <= permit.latest:
                    return int(read)
                self._end(read)
        raise self._refusal()

    def _refusal(self) -> NoMoreRequestsError:
        return NoMoreRequestsError(str(self._limits.reason or "the worker may send nothing now"))

    def _observe(self) -> None:
        if self._store.pace.kept is not None:  # Before the read stops counting as in flight.
            self._store.observe_quota()

    def _end(self, read: int) -> None:
        self._store.database.rows("DELETE FROM codatsynccommerce.reads WHERE id = %s RETURNING 1", (read,))


def _new_pace() -> Pace:
    """Return a pace that counts from now."""
    pace = Pace(None)
    pace.delay(steady_seconds())
    return pace
