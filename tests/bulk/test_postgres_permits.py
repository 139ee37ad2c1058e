"""Permits of one worker: none is used late, and what the API says to one worker holds for the right ones."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, cast

import psycopg
import pytest
import responses
from support.api_key import KEY
from support.shared_journal import LEASE_SECONDS, SharedJournal

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.client import CallOptions, Clock
from codatsynccommerce._runtime.rate_limit import RateLimit
from codatsynccommerce._runtime.retry import RetryConfig
from codatsynccommerce.bulk.api_clock import ApiClock, Moment
from codatsynccommerce.bulk.journal import PushTarget
from codatsynccommerce.bulk.postgres import limits
from codatsynccommerce.bulk.postgres.limits import LimitedReader, SharedLimits
from codatsynccommerce.bulk.sender import Sender
from codatsynccommerce.bulk.target import create_method
from codatsynccommerce.bulk.throttle import NoMoreRequestsError
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.bulk.journal import JournalRecord
    from codatsynccommerce.bulk.postgres.store import Lease, WorkerStore

pytestmark = pytest.mark.postgres

ONE, SAME_COMPANY, OTHER = ("one", "first"), ("one", "second"), ("two", "first")
TARGET = PushTarget("one", "first", "/path")


@pytest.fixture
def journal(database: str) -> Iterator[SharedJournal]:
    made = SharedJournal(database)
    yield made
    made.close()


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time of the worker, which the test sets."""
    now = [1000.0]

    def tick() -> float:
        now[0] += 0.001
        return now[0]

    monkeypatch.setattr(limits, "steady_seconds", tick)
    return now


def leased(journal: SharedJournal, store: WorkerStore, began: float) -> tuple[SharedLimits, JournalRecord]:
    """Lease a record, and let its lease end soon."""
    made = SharedLimits(store, Clock())
    leases = store.lease(1, None)
    made.add(leases, began)
    journal.set("records", "due_at = clock_timestamp() + interval '20 seconds'", "holder IS NOT NULL")
    return made, leases[0].record


def is_renewed(journal: SharedJournal) -> bool:
    return bool(journal.record()["due_in"] > LEASE_SECONDS - 30)


def test_permit_of_a_lease_is_used_once(journal: SharedJournal, seconds: list[float]) -> None:
    journal.fill(ONE)
    made, record = leased(journal, journal.worker(), seconds[0])
    assert made.wait(TARGET, record)
    assert not is_renewed(journal)
    assert made.wait(TARGET, record)
    assert is_renewed(journal)


@pytest.mark.parametrize(("passed", "renews"), [(0.9, False), (1.1, True), (9.0, True)])
def test_old_permit_is_not_used(journal: SharedJournal, seconds: list[float], passed: float, *, renews: bool) -> None:
    journal.fill(ONE)
    made, record = leased(journal, journal.worker(), seconds[0])
    seconds[0] += passed
    assert made.wait(TARGET, record)
    assert is_renewed(journal) == renews


def test_lease_that_took_long_is_renewed(journal: SharedJournal, seconds: list[float]) -> None:
    """The response of the database came late: the lease may be nearly over."""
    journal.fill(ONE)
    made, record = leased(journal, journal.worker(), seconds[0] - 6)
    assert made.wait(TARGET, record)
    assert is_renewed(journal)


@pytest.mark.parametrize("reads", [False, True], ids=["push", "read"])
def test_slow_database_keeps_nobody_from_sending(
    journal: SharedJournal, seconds: list[float], monkeypatch: pytest.MonkeyPatch, *, reads: bool
) -> None:
    """Each of its responses takes longer than a permit may be used."""
    journal.fill(ONE)
    store = journal.worker()
    made, record = leased(journal, store, seconds[0] - 9)
    calls: list[str] = []
    rows = store.database.rows

    def slow(query: Any, values: Any = ()) -> Any:
        calls.append(query)
        assert len(calls) < 3, "nothing ever leaves"
        seconds[0] += 2
        return rows(query, values)

    monkeypatch.setattr(store.database, "rows", slow)
    if reads:
        reader = LimitedReader(cast("Any", None), store, made)
        assert reader._begin("one", 60.0) == 1  # pyright: ignore[reportPrivateUsage] - the rest of it sends
    else:
        assert made.wait(TARGET, record)
    assert len(calls) == 1


def test_lost_lease_lets_nothing_leave(journal: SharedJournal, seconds: list[float]) -> None:
    journal.fill(ONE)
    made, record = leased(journal, journal.worker(), seconds[0])
    seconds[0] += 2
    journal.set("records", "fence = fence + 1")
    assert not made.wait(TARGET, record)
    assert not made.stopped


def test_request_waits_for_its_turn(
    journal: SharedJournal, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as that takes: its permit is not old by then."""
    journal.fill(*[ONE] * 2)
    store = journal.worker(seconds_apart=30.0)
    made = SharedLimits(store, Clock())
    leases = store.lease(2, None)
    made.add(leases, seconds[0])
    journal.set("records", "due_at = clock_timestamp() + interval '20 seconds'")
    began = seconds[0]

    def pause(duration: float) -> bool:
        seconds[0] += duration
        return True

    monkeypatch.setattr(made, "pause", pause)
    assert made.wait(TARGET, leases[1].record)
    assert 30 <= seconds[0] - began < 31
    assert journal.record(1)["due_in"] < 21


@pytest.mark.parametrize(("pause", "leaves"), [("0.1 seconds", True), ("90 seconds", False)])
def test_request_waits_for_a_short_pause_only(journal: SharedJournal, pause: str, *, leaves: bool) -> None:
    journal.fill(ONE)
    store = journal.worker()
    made, record = leased(journal, store, limits.steady_seconds() - 9)
    journal.set("servers", f"paused_until = clock_timestamp() + interval '{pause}'")
    assert made.wait(TARGET, record) == leaves


def test_request_waits_until_a_pause_ends(
    journal: SharedJournal, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not ask for its permit all the time."""
    journal.fill(ONE)
    made, record = leased(journal, journal.worker(), seconds[0] - 9)
    journal.set("servers", "paused_until = clock_timestamp() + interval '50 seconds'")
    waits: list[float] = []

    def pause(duration: float) -> bool:
        waits.append(duration)
        if duration > 0:
            journal.set("servers", "paused_until = NULL")
        return True

    monkeypatch.setattr(made, "pause", pause)
    assert made.wait(TARGET, record)
    assert 30 < max(waits) <= 50


def test_closed_company_lets_nothing_leave(journal: SharedJournal, seconds: list[float]) -> None:
    journal.fill(ONE)
    made, record = leased(journal, journal.worker(), seconds[0] - 9)
    made.close_target(TARGET, errors.PermissionDeniedError("403"))
    assert not made.wait(TARGET, record)


def test_refusal_closes_one_connection(journal: SharedJournal) -> None:
    journal.fill(ONE, SAME_COMPANY, OTHER, name="elsewhere", server="http://127.0.0.1:8")
    journal.fill(ONE, SAME_COMPANY, OTHER)
    made = SharedLimits(journal.worker(), Clock())
    made.close_target(TARGET, errors.PermissionDeniedError("403 first"))
    made.close_target(TARGET, errors.PermissionDeniedError("403 second"))
    closed = """SELECT c.server, c.company, n.connection, n.closed_reason FROM codatsynccommerce.connections n
        JOIN codatsynccommerce.companies c ON c.id = n.company WHERE n.closed_at IS NOT NULL"""
    assert journal.all(closed) == [(2, "one", "first", "403 first")]
    assert (str(made.refusal), made.stopped) == ("403 first", False)


REFUSED = {"statusCode": 403, "service": "PushService", "error": "not allowed", "correlationId": "1"}


@responses.activate
def test_slot_of_a_refused_record_is_not_taken_again(journal: SharedJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its company is closed before another worker can lease the next record."""
    journal.fill(*[ONE] * 3)
    server = "http://127.0.0.1:9"
    responses.post(f"{server}/companies/one/connections/first/push/customers", status=403, json=REFUSED)
    store, other = journal.worker(), journal.worker()
    taken: list[Lease] = []
    release = store.release

    def release_at_once(record: JournalRecord, *, new_key: bool) -> None:
        release(record, new_key=new_key)
        store.flush()
        taken.extend(other.lease(3, None))

    monkeypatch.setattr(store, "release", release_at_once)  # Another thread may write at any moment.
    with CodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server) as sdk:
        create = create_method(sdk.accounting_customers.create_accounting_customer)
        made = SharedLimits(store, Clock())
        leases = store.lease(1, None)
        made.add(leases, limits.steady_seconds())
        api_clock = ApiClock(create.client.clock)
        Sender(create.client, lambda _: create.for_bytes, store, made, api_clock).send(leases[0].record)
    assert len(responses.calls) == 1
    assert journal.record()["state"] == "ready"
    assert taken == []


STOPPED = "SELECT stop_reason FROM codatsynccommerce.servers"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (errors.PaymentRequiredError("402"), "402"),
        (errors.RateLimitError("429"), "429"),
        (errors.AuthenticationError("401"), None),
        (errors.SDKError("no response"), None),
    ],
)
def test_refusal_of_the_account_stops_all(journal: SharedJournal, error: errors.SDKError, reason: str | None) -> None:
    """What may be about one worker alone, ends only that."""
    journal.fill(ONE)
    made = SharedLimits(journal.worker(), Clock())
    made.stop(error)
    made.stop(errors.SDKError("later"))
    assert (made.stopped, made.reason, journal.one(STOPPED)) == (True, error, reason)


@pytest.mark.parametrize(
    ("pauses", "asked", "reason"), [(0, 60.0, None), (0, 61.0, "429"), (19, None, None), (20, None, "429")]
)
def test_endless_429_stops_all(journal: SharedJournal, pauses: int, asked: float | None, reason: str | None) -> None:
    journal.fill(ONE)
    made = SharedLimits(journal.worker(), Clock())
    journal.set("servers", f"pauses = {pauses}")
    error = errors.RateLimitError("429")
    error.retry_after = asked
    made.on_rate_limit(error, time.monotonic())
    assert (journal.one(STOPPED), made.stopped) == (reason, reason is not None)


def test_429_slows_down_to_what_was_taken(journal: SharedJournal, seconds: list[float]) -> None:
    """What was taken before an earlier 429 does not count again."""
    journal.fill(ONE)
    made = SharedLimits(journal.worker(), Clock())
    rate = "SELECT rate FROM codatsynccommerce.egress"
    for _ in range(40):
        made.on_response()
        seconds[0] += 0.049
    made.on_rate_limit(errors.RateLimitError("429"), time.monotonic())
    first = journal.one(rate)
    assert first == pytest.approx(0.75 * 20, abs=2)
    made.on_rate_limit(errors.RateLimitError("429"), time.monotonic())
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 2
    assert journal.one(rate) == first


def test_late_429_does_not_count_twice(journal: SharedJournal) -> None:
    journal.fill(ONE)
    made = SharedLimits(journal.worker(), Clock())
    sent = time.monotonic()
    for _ in range(3):
        made.on_rate_limit(errors.RateLimitError("429"), sent - 60)
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 1


def test_429_is_not_late_because_the_database_was(journal: SharedJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its request left 5 seconds ago, before the last pause began. That long it took to connect again."""
    journal.fill(ONE)
    store = journal.worker()
    made = SharedLimits(store, Clock())
    now = [1000.0]
    connect = psycopg.connect

    def slow(*values: Any, **options: Any) -> Any:
        now[0] += 5
        return connect(*values, **options)

    monkeypatch.setattr(store, "moment", lambda: Moment(now[0], now[0]))
    monkeypatch.setattr(psycopg, "connect", slow)
    journal.set("servers", "pauses = 1, limited_at = clock_timestamp() - interval '2 seconds'")
    store.database.close()
    made.on_rate_limit(errors.RateLimitError("429"), now[0])
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 1


def test_response_during_a_429_ends_no_later_pauses(journal: SharedJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first response comes while the pause is being written. The second one ends it."""
    journal.fill(ONE)
    store = journal.worker()
    made = SharedLimits(store, Clock())
    run = store.database.run

    def respond_meanwhile(work: Any) -> Any:
        made.on_response()
        return run(work)

    monkeypatch.setattr(store.database, "run", respond_meanwhile)
    made.on_rate_limit(errors.RateLimitError("429"), time.monotonic())
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 1
    made.on_response()
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 0


@responses.activate
def test_pause_begins_before_a_read_leaves_its_slot(journal: SharedJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.fill(ONE)
    server = "http://127.0.0.1:9"
    responses.get(f"{server}/companies/one/push", status=429)
    store, other = journal.worker(), journal.worker()
    taken: list[Lease] = []
    rows = store.database.rows

    def lease_next(query: Any, values: Any = ()) -> Any:
        found = rows(query, values)
        if query.startswith("DELETE"):  # Another worker may lease at any moment.
            taken.extend(other.lease(1, None))
        return found

    monkeypatch.setattr(store.database, "rows", lease_next)
    with CodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server) as sdk:
        client = create_method(sdk.accounting_customers.create_accounting_customer).client
        reader = LimitedReader(client, store, SharedLimits(store, Clock()))
        request = operations.GetCompanyPushHistoryRequest("one")
        with pytest.raises(errors.RateLimitError):
            reader.call(operations.GET_COMPANY_PUSH_HISTORY, request, CallOptions(RetryConfig("none", None)))
    assert journal.all("TABLE codatsynccommerce.reads") == []
    assert taken == []


@responses.activate
@pytest.mark.parametrize("status", [200, 404])
def test_quota_is_written_before_a_read_leaves_its_slot(
    journal: SharedJournal, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """Or nobody would count the read for a moment."""
    journal.fill(ONE)
    server = "http://127.0.0.1:9"
    page = {"results": [], "pageNumber": 1, "pageSize": 1, "totalResults": 0, "_links": {}}
    responses.get(f"{server}/companies/one/push", status=status, json=page)
    store = journal.worker(kept=5)
    journal.rate_limit = RateLimit(remaining=700)
    written: list[int | None] = []
    rows = store.database.rows

    def look(query: Any, values: Any = ()) -> Any:
        if query.startswith("DELETE"):
            written.append(journal.one("SELECT quota_left FROM codatsynccommerce.servers"))
        return rows(query, values)

    monkeypatch.setattr(store.database, "rows", look)
    with CodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server) as sdk:
        client = create_method(sdk.accounting_customers.create_accounting_customer).client
        reader = LimitedReader(client, store, SharedLimits(store, Clock()))
        request = operations.GetCompanyPushHistoryRequest("one")
        with nullcontext() if status == 200 else pytest.raises(errors.NotFoundError):
            reader.call(operations.GET_COMPANY_PUSH_HISTORY, request, CallOptions(RetryConfig("none", None)))
    assert written == [700]


@pytest.mark.parametrize(("pause", "reads"), [("0.1 seconds", True), ("90 seconds", False)])
def test_read_waits_for_a_short_pause_only(
    journal: SharedJournal, monkeypatch: pytest.MonkeyPatch, pause: str, *, reads: bool
) -> None:
    journal.fill(ONE)
    store = journal.worker()
    made = SharedLimits(store, Clock())
    journal.set("servers", f"paused_until = clock_timestamp() + interval '{pause}'")
    waits: list[float] = []
    wait = made.pause

    def short(duration: float) -> bool:
        waits.append(duration)
        if duration > 1:
            made.stop()
        return wait(duration)

    monkeypatch.setattr(made, "pause", short)
    reader = LimitedReader(cast("Any", None), store, made)
    with nullcontext() if reads else pytest.raises(NoMoreRequestsError):
        reader._begin("one", 60.0)  # pyright: ignore[reportPrivateUsage] - the rest of it sends
    assert bool(waits) == reads
    # Its slot outlasts the longest call.
    until = journal.all(
        "SELECT extract(epoch FROM until - clock_timestamp())::float8 > 65 FROM codatsynccommerce.reads"
    )
    assert until == [(True,)] * reads


def test_stopped_read_leaves_its_slot(journal: SharedJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.fill(ONE)
    store = journal.worker(seconds_apart=30.0)
    made = SharedLimits(store, Clock())
    store.lease(1, None)

    def stop(_seconds: float) -> bool:
        made.stop()
        return False

    monkeypatch.setattr(made, "pause", stop)
    with pytest.raises(NoMoreRequestsError):
        LimitedReader(cast("Any", None), store, made)._begin("one", 60.0)  # pyright: ignore[reportPrivateUsage]
    assert journal.all("TABLE codatsynccommerce.reads") == []


def test_response_ends_pauses_in_a_row(journal: SharedJournal) -> None:
    journal.fill(ONE)
    made = SharedLimits(journal.worker(), Clock())
    made.on_rate_limit(errors.RateLimitError("429"), time.monotonic())
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 1
    made.on_response()
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 0


def test_worker_without_responses_ends(journal: SharedJournal) -> None:
    journal.fill(ONE)
    made = SharedLimits(journal.worker(), Clock())
    for _ in range(9):
        made.on_no_response(errors.SDKError("no response"))
    made.on_response()
    for _ in range(9):
        made.on_no_response(errors.SDKError("no response"))
    assert not made.stopped
    made.on_no_response(errors.SDKError("no response"))
    assert (made.stopped, journal.one(STOPPED)) == (True, None)
