"""One worker: threads that lease and send records, and one that follows, reconciles and shows that it is alive."""

from __future__ import annotations

import os
from collections import deque
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from codatsynccommerce._pushes.history import IncompleteHistoryError
from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.polling import FIRST_PAUSE, MAX_PAUSE, PAUSE_GROWTH
from codatsynccommerce._runtime.retry import MAX_RETRY_AFTER, is_transient
from codatsynccommerce._runtime.timeout import Timeout

from ..api_clock import ApiClock
from ..journal import PushTarget
from ..poller import read_outcomes
from ..reconcile import reconcile_company
from ..rules import SENDING
from ..sender import Sender
from ..throttle import NoMoreRequestsError
from .limits import LEASE_MARGIN, PERMIT_SECONDS, LimitedReader, SharedLimits, steady_seconds
from .store import Pace, UnprovedRecords, WorkerStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from codatsynccommerce._runtime.client import Client
    from codatsynccommerce._runtime.operation import Operation

    from ..journal import JournalRecord
    from .database import Database

_POLL = 0.05
"""Seconds between two checks of whether the worker has ended."""
_FIRST_IDLE, _LONGEST_IDLE = 0.02, 1.0
"""Seconds between two attempts to lease records when there were none."""
_HEARTBEAT = 2.0
_LOCKS = 30.0
"""Seconds between two checks for transactions that keep rows locked: locked rows are skipped without any error."""
_CLOCK_ATTEMPTS = 4
"""Attempts to read the API's clock before records are sent without it, which no other worker can then send again."""
_SHORT_CALL = 0.2
"""Seconds. While calls take less, records are leased before a thread is free for them."""


class WorkOptions(NamedTuple):
    """What a caller set for a worker.

    Attributes:
        threads: Requests in flight at the same time, at most.
        until_empty: Whether to end when there is nothing left that can be done.
        egress: Name of the address that requests leave from.
        max_per_minute: Maximum number of requests in a minute from that address; None sets no limit.
        keep: Requests of the daily quota to leave for other programs; None leaves none.
        stall_timeout: Seconds in which no record of a company may come to its end before waiting for it is given up.
        follows: Whether to follow each record until the accounting software has accepted or rejected it.
    """

    threads: int
    until_empty: bool
    egress: str
    max_per_minute: int | None
    keep: int | None
    stall_timeout: float
    follows: bool


class Worker:
    """One worker of this process."""

    def __init__(
        self,
        client: Client,
        server: str,
        database: Database,
        inputs: Callable[[], list[int] | None],
        operation_of: Callable[[JournalRecord], Operation[Any]],
        options: WorkOptions,
    ) -> None:
        """Start nothing yet.

        Arguments:
            client: Sends and reads.
            server: Address of the server that the records go to.
            database: Holds the journals.
            inputs: Returns the ids of the inputs to work on; None works on all of the server.
            operation_of: Returns the operation that creates a record.
            options: What the caller set.
        """
        self._options = options
        self._database = database
        self._inputs = inputs
        self._client = client
        limit = options.max_per_minute
        # Permits may be used a little late, so that the requests of a little more than a minute may leave within one
        # minute.
        apart = None if limit is None else (60 + 2 * PERMIT_SECONDS) / limit
        self._api_clock = ApiClock(client.clock)
        self._store = WorkerStore(
            database,
            server,
            inputs(),
            Pace(options.egress, apart, options.keep),
            (client.settings.timeout or Timeout()).total + LEASE_MARGIN,
            self._api_clock.now,
            lambda: client.rate_limit,
        )
        self._limits = SharedLimits(self._store, client.clock)
        self._reader = LimitedReader(client, self._store, self._limits)
        self._sender = Sender(client, operation_of, self._store, self._limits, self._api_clock, self._reader)
        self._store.on_conflict = self._limits.on_no_response
        self._store.can_ask_again = self._sender.can_ask_again
        self._leased: deque[JournalRecord] = deque()
        self._leader = Lock()
        self._count = Lock()
        self._busy = 0
        self._last_call = 0.0
        self._clock_attempts = 0
        self._idle = _FIRST_IDLE
        self._process = os.getpid()
        self._ended: SimpleQueue[None] = SimpleQueue()
        self._sent: SimpleQueue[None] = SimpleQueue()
        self._failure: BaseException | None = None
        self._poll_error: SDKError | None = None

    @property
    def ended_early(self) -> bool:
        """Whether this worker was stopped before there was nothing left to send."""
        return self._limits.reason is not None

    def run(self, on_progress: Callable[[], None]) -> SDKError | None:
        """Work until there is nothing left, or until this worker is stopped.

        Whatever ends it, Ctrl-C included, the threads first finish what is in flight.

        Arguments:
            on_progress: Called after each record.

        Returns:
            The error that ended it early; None if none did.
        """
        self._store.register(self._options.threads)
        # It starts the others: Ctrl-C never reaches it, so it knows how many there are.
        keeper = Thread(target=self._keep_loop, args=(on_progress,), name="bulk-keeper", daemon=True)
        try:
            keeper.start()
            self._wait(keeper)
        except BaseException:
            self._limits.stop()
            self._database.given_up.set()  # Do not wait for a database that is gone.
            self._wait(keeper)
            raise
        if self._failure is not None:
            raise self._failure
        return self._limits.reason or self._limits.refusal or self._poll_error

    def _wait(self, keeper: Thread) -> None:
        # Not Thread.join and no Python lock: see WorkerPool. A forked child has no thread that it could wait for.
        while os.getpid() == self._process:
            try:
                self._ended.get(timeout=_POLL)
            except Empty:
                if keeper.ident is None:  # It could not start, or Ctrl-C came first.
                    return
                continue
            return

    def _send_loop(self, on_progress: Callable[[], None]) -> None:
        try:
            while (record := self._next()) is not None:
                began = monotonic()
                self._sender.send(record)
                self._last_call = monotonic() - began
                with self._count:
                    self._busy -= 1
                on_progress()
        except BaseException as error:  # noqa: BLE001 - raised by `run`, in the thread of the caller
            self._fail(error)
        finally:
            self._sent.put(None)

    def _fail(self, error: BaseException) -> None:
        self._failure = self._failure or error
        self._limits.stop()

    def _next(self) -> JournalRecord | None:
        with self._leader:  # One thread leases for all; the others wait for it here.
            while not self._limits.stopped:
                if not self._leased:
                    self._lease()
                if self._leased:
                    with self._count:  # Before the record leaves the queue: one of both always shows it.
                        self._busy += 1
                    self._idle = _FIRST_IDLE
                    return self._leased.popleft()
                self._limits.pause(self._idle)
                self._idle = min(self._idle * 2, _LONGEST_IDLE)
        return None

    def _lease(self) -> None:
        if not self._api_clock.is_known and self._clock_attempts < _CLOCK_ATTEMPTS:
            company = self._store.company_to_ask()
            if company is None:
                return
            self._clock_attempts += 1
            self._sender.read_clock(PushTarget(company, "", ""))
            self._store.observe_quota()
            if not self._api_clock.is_known and self._clock_attempts < _CLOCK_ATTEMPTS:
                return
        threads = self._options.threads
        wanted = threads if self._last_call < _SHORT_CALL else max(1, threads - self._busy)
        began = steady_seconds()
        leases = self._store.lease(wanted, self._api_clock.earliest(self._api_clock.now()))
        self._limits.add(leases, began)
        for record, _ in leases:
            if record.state != SENDING or self._sender.can_ask_again(record):
                self._leased.append(record)
            else:
                self._store.hand_over(record, self._sender.sent_between(record), history_read=False)

    def _keep_loop(self, on_progress: Callable[[], None]) -> None:
        started = 0
        try:
            for number in range(self._options.threads):
                Thread(target=self._send_loop, args=(on_progress,), name=f"bulk-{number}", daemon=True).start()
                started += 1
            self._keep()
        except BaseException as error:  # noqa: BLE001 - raised by `run`, in the thread of the caller
            self._fail(error)
        finally:
            try:
                for _ in range(started):
                    self._sent.get()
                self._leave()
            except BaseException as error:  # noqa: BLE001 - raised by `run`, in the thread of the caller
                self._fail(error)
            finally:
                self._ended.put(None)

    def _keep(self) -> None:
        next_heartbeat = 0.0
        next_look = monotonic() + _LOCKS
        idle = _FIRST_IDLE
        while not self._limits.stopped:
            if monotonic() >= next_heartbeat:
                self._heartbeat()
                next_heartbeat = monotonic() + _HEARTBEAT
            if monotonic() >= next_look:
                self._database.look_for_locks()
                next_look = monotonic() + _LOCKS
            if self._reconcile() or self._follow():
                idle = _FIRST_IDLE
                continue
            if self._is_done():
                self._limits.stop()
            self._limits.pause(idle)
            idle = min(idle * 2, _LONGEST_IDLE)

    def _leave(self) -> None:
        for record in self._leased:
            self._sender.skip(record)
        self._store.leave()

    def _heartbeat(self) -> None:
        self._store.inputs = self._inputs()
        state = self._store.heartbeat()
        keep = self._options.keep
        if state.stop_reason is not None:
            self._limits.stop(SDKError(state.stop_reason))
        elif state.paused > MAX_RETRY_AFTER:
            error = SDKError(state.pause_reason or "the API asks for a pause")
            error.retry_after = state.paused
            self._limits.stop(error)
        elif keep is not None and state.quota_left is not None and state.quota_left - keep - state.unobserved < 1:
            text = f"{state.quota_left:,} requests of the daily quota are left, of which {keep:,} are to be kept"
            self._limits.stop(SDKError(text))

    def _reconcile(self) -> bool:
        """Settle the records of one company that only its push history can settle. Return whether there were any."""
        taken = self._store.take_unproved()
        records: list[JournalRecord] = []
        for record in taken:
            # The worker that handed it over may not have known the API's clock.
            self._sender.read_clock(record.target)
            if self._sender.can_ask_again(record):
                self._store.ask_again(record, self._sender.sent_between(record))
            else:
                records.append(record)
        if records:
            mixed_up = self._store.is_mixed_up(records[0].target.company_id)
            view = UnprovedRecords(self._store, records)
            try:
                reconcile_company(self._reader, view, self._api_clock, self._sender, records, mixed_up=mixed_up)
            except NoMoreRequestsError:
                for record in records:  # Another worker may read it.
                    self._store.hand_over(record, self._sender.sent_between(record), history_read=False)
                taken = []  # Nor does this one try at once again.
        self._store.flush()
        return bool(taken)

    def _follow(self) -> bool:
        """Read how the push operations of one company stand. Return whether one was due."""
        if not self._options.follows:
            return False
        company = self._store.take_poll(FIRST_PAUSE, PAUSE_GROWTH, MAX_PAUSE, self._stall)
        if company is None:
            return False
        before = self._store.ended
        try:
            problem = read_outcomes(self._reader, self._store, company)
        except NoMoreRequestsError:
            problem = None
        lasting = bool(problem and not is_transient(problem) and not isinstance(problem, IncompleteHistoryError))
        if lasting:
            self._poll_error = self._poll_error or problem
        self._store.end_poll(company.company_id, problem, lasting=lasting, ended=self._store.ended - before)
        return True

    @property
    def _stall(self) -> float | None:
        return self._options.stall_timeout if self._options.until_empty else None

    def _is_done(self) -> bool:
        if not self._options.until_empty or self._busy or self._leased:
            return False
        self._store.flush()
        return not any(self._store.work_left(self._stall, follows=self._options.follows))
