"""The limits of the API as PostgreSQL keeps them for all workers: paces, pauses, the quota, and who is alive."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from threading import Thread
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from support.shared_journal import LEASE_SECONDS, SharedJournal, positions, settle
from support.waiting import wait_until

from codatsynccommerce._runtime.rate_limit import RateLimit
from codatsynccommerce.bulk.outcome import Outcome
from codatsynccommerce.bulk.postgres.location import PostgresLocation
from codatsynccommerce.bulk.rules import FAILED, PENDING, SENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.postgres

ONE, SAME_COMPANY, OTHER = ("one", "first"), ("one", "second"), ("two", "first")
TOMORROW = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=1)


@pytest.fixture
def journal(database: str) -> Iterator[SharedJournal]:
    made = SharedJournal(database)
    yield made
    made.close()


def permits(journal: SharedJournal, wanted: int, apart: float | None, egress: str = "default") -> tuple[float, float]:
    """Take permits, and return the seconds until the first one and between two."""
    taken = journal.call("take_permits", 1, egress, wanted, apart)
    return taken["delay"], taken["apart"]


def about(seconds: float) -> Any:
    """Return what a time is compared with that some moments have passed from."""
    return pytest.approx(seconds, abs=20)


def test_requests_of_a_lease_leave_one_by_one(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 5, *[OTHER] * 5)
    store = journal.worker(seconds_apart=100.0)
    journal.set("egress", "next_at = clock_timestamp() + interval '0.9 seconds'")
    leases = store.lease(3, None)
    first = leases[0].delay
    assert [delay for _, delay in leases] == [first, first + 100, first + 200]
    assert 0 < first <= 0.9
    due = [journal.record(position)["due_in"] for position in range(3)]
    assert due == [about(LEASE_SECONDS), about(LEASE_SECONDS + 100), about(LEASE_SECONDS + 200)]
    assert journal.one("SELECT extract(epoch FROM next_at - clock_timestamp()) FROM codatsynccommerce.egress") > 290
    # Nothing is leased long before it may leave: another worker might send it sooner.
    assert store.lease(3, None) == []
    journal.set("egress", "next_at = clock_timestamp() + interval '1 minute'")
    assert store.lease(3, None) == []
    other = journal.worker(seconds_apart=100.0, egress="elsewhere")
    assert len(other.lease(3, None)) == 3


def test_permits_follow_each_other(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.worker(seconds_apart=10.0)
    assert permits(journal, 1, None) == (0.0, 0.0)
    assert permits(journal, 3, 10.0) == (0.0, 10.0)
    delay, apart = permits(journal, 1, 10.0)
    assert (delay, apart) == (about(30), 10.0)
    assert permits(journal, 1, 10.0)[0] == about(40)
    # A time that has passed is not caught up on.
    journal.set("egress", "next_at = clock_timestamp() - interval '1 hour'")
    assert permits(journal, 1, 100.0) == (0.0, 100.0)
    assert permits(journal, 1, 100.0)[0] == about(100)


def test_permits_of_an_address_are_its_own(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    for egress in ("default", "other"):
        journal.worker(egress=egress)
    journal.all(
        "INSERT INTO codatsynccommerce.egress (server, name, rate) SELECT id, 'default', 0.1 FROM"
        " codatsynccommerce.servers ON CONFLICT DO NOTHING"
    )
    permits(journal, 5, 100.0)
    assert permits(journal, 1, 100.0, "other") == (0.0, 100.0)
    assert permits(journal, 1, 100.0)[0] == about(500)


def test_permits_are_taken_one_after_another(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.worker()
    take = "SELECT delay FROM codatsynccommerce.take_permits(1, 'default', 3, 100)"
    ((delay,),) = journal.race(take, take)
    assert delay == about(300)


def test_pace_after_a_429_grows(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.worker()
    for rate, seconds, expected in ((0.25, 0, 4.0), (0.25, 1, 1 / 0.75), (100.0, 10, 1 / 150), (0.25, -9, 4.0)):
        journal.set(
            "egress",
            f"next_at = '-infinity', rate = {rate}, grown_at = clock_timestamp() - make_interval(secs => {seconds})",
        )
        assert permits(journal, 1, None)[1] == pytest.approx(expected, rel=0.2)
        assert journal.one("SELECT 1 / rate FROM codatsynccommerce.egress") == pytest.approx(expected, rel=0.2)
    # The slower of both counts, and the rate is forgotten once it has grown to the limit.
    journal.set("egress", "next_at = '-infinity', rate = 0.1, grown_at = clock_timestamp()")
    assert permits(journal, 1, 2.0)[1] == pytest.approx(10, rel=0.2)
    journal.set("egress", "next_at = '-infinity', rate = 0.1, grown_at = clock_timestamp()")
    assert permits(journal, 1, 60.0)[1] == 60.0
    assert journal.one("SELECT rate FROM codatsynccommerce.egress") is None


def quota(journal: SharedJournal, left: int | None, reset: str = "clock_timestamp() + interval '1 hour'") -> None:
    journal.set("servers", f"quota_left = {'NULL' if left is None else left}, quota_reset = {reset}")


def take(journal: SharedJournal, wanted: int, kept: int | None) -> int:
    return int(journal.call("take_quota", 1, wanted, kept)["take_quota"])


def test_quota_leaves_the_reserve(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.worker(threads=2)
    for left, wanted, kept, expected in (
        (100, 5, None, 5),
        (None, 5, 90, 5),
        (110, 5, 90, 5),
        (96, 5, 90, 4),
        (92, 5, 90, 0),
        (5, 5, 90, 0),
    ):
        quota(journal, left)
        assert take(journal, wanted, kept) == expected
    quota(journal, 5, "clock_timestamp() - interval '1 second'")
    assert take(journal, 5, 90) == 5


def test_quota_counts_what_may_be_under_way(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 9)
    store = journal.worker(threads=2)
    quota(journal, 100)
    assert take(journal, 99, 50) == 48
    store.lease(5, None)
    assert take(journal, 99, 50) == 43
    journal.call("begin_read", store.server, store.worker, "one", 60.0, *store.pace, 10)
    assert take(journal, 99, 50) == 42
    journal.set("reads", "until = clock_timestamp()")
    assert take(journal, 99, 50) == 43
    journal.set("records", "holder = NULL", "position = 0")
    journal.set("records", "needs_history = true", "position = 1")
    journal.set("records", "due_at = clock_timestamp()", "position = 2")
    assert take(journal, 99, 50) == 46
    journal.set("workers", "seen_at = clock_timestamp() - interval '2 minutes'")
    assert take(journal, 99, 50) == 48


def test_quota_of_a_server_is_its_own(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    journal.worker(threads=10)
    journal.set("servers", "quota_left = 50, quota_reset = clock_timestamp() + interval '1 hour'", "id = 1")
    assert take(journal, 99, 40) == 10
    journal.call("observe_quota", 1, 30, TOMORROW.timestamp())
    assert journal.all("SELECT quota_left FROM codatsynccommerce.servers ORDER BY id") == [(30,), (None,)]


def test_quota_limits_leases_retries_and_reads(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 9)
    store = journal.worker(kept=50, threads=2)
    quota(journal, 55)
    ((record, _), *rest) = store.lease(9, None)
    assert len(rest) == 2
    assert store.lease(9, None) == []
    place = (record.input, record.position, record.fence)
    assert journal.call("renew", store.server, store.worker, *place, 130.0, *store.pace)["verdict"] == "closed"
    assert journal.call("begin_read", store.server, store.worker, "one", 60.0, *store.pace, 10)["verdict"] == "closed"
    quota(journal, 60)
    assert journal.call("renew", store.server, store.worker, *place, 130.0, *store.pace)["verdict"] == "granted"
    # The attempt before may have been counted.
    assert journal.one("SELECT quota_left FROM codatsynccommerce.servers") == 59


def test_leases_take_from_the_quota_one_by_one(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 9, *[OTHER] * 9)
    store, other = journal.worker(threads=1), journal.worker(threads=1)
    quota(journal, 60)
    lease = "SELECT position FROM codatsynccommerce.lease(1, {}, NULL, 6, 130, NULL, 'default', NULL, 50, 10)"
    assert len(journal.race(lease.format(store.worker), lease.format(other.worker))) == 2


def test_least_quota_of_a_day_counts(journal: SharedJournal) -> None:
    """Responses to several workers arrive in any order."""
    journal.fill(ONE)
    store = journal.worker()
    seen = "SELECT quota_left, quota_reset FROM codatsynccommerce.servers"
    today = TOMORROW - timedelta(days=1)
    for remaining, reset, expected in (
        (100, today, (100, today)),
        (90, today, (90, today)),
        (95, today, (90, today)),
        (1000, TOMORROW, (1000, TOMORROW)),
        (1001, TOMORROW, (1000, TOMORROW)),
        (80, None, (80, None)),
    ):
        journal.rate_limit = RateLimit(1000, remaining, reset)
        store.observe_quota()
        assert journal.all(seen) == [expected]


def test_heartbeat_tells_what_holds_for_all(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 5)
    store, other = journal.worker(threads=3), journal.worker(threads=4)
    state = store.heartbeat()
    assert (state.paused, state.pause_reason, state.stop_reason, state.quota_left, state.unobserved) == (
        0.0,
        None,
        None,
        None,
        7,
    )
    store.lease(3, None)
    journal.set("records", "holder = NULL", "position = 0")
    journal.set("workers", "seen_at = clock_timestamp() - interval '2 minutes'")
    quota(journal, 77)
    journal.set("servers", "paused_until = clock_timestamp() + interval '50 seconds', pause_reason = '429'")
    state = other.heartbeat()
    assert (state.paused, state.pause_reason, state.quota_left, state.unobserved) == (about(50), "429", 77, 2 + 4)
    seen = "SELECT seen_at > clock_timestamp() - interval '1 minute' FROM codatsynccommerce.workers ORDER BY id"
    assert journal.all(seen) == [(False,), (True,)]
    quota(journal, 5, "clock_timestamp()")
    assert other.heartbeat().quota_left is None


def pause(
    journal: SharedJournal, sent_ago: float = 0.0, asked: float | None = None, **values: Any
) -> tuple[int, float]:
    given = {"first": 0.5, "longest": 30.0, "accepted": 0.0, "share": 0.75, "slowest": 0.2, "reason": "429", **values}
    egress = given.pop("egress", "default")
    paused = journal.call("pause", 1, egress, sent_ago, asked, *given.values())
    return paused["pauses"], paused["seconds"]


PAUSED = (
    "SELECT extract(epoch FROM paused_until - clock_timestamp())::float8 FROM codatsynccommerce.servers WHERE id = 1"
)


def test_pauses_in_a_row_grow(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.worker()
    found = [pause(journal) for _ in range(9)]
    assert found == [(1, 0.5), (2, 1), (3, 2), (4, 4), (5, 8), (6, 16), (7, 30), (8, 30), (9, 30)]
    assert journal.one(PAUSED) == about(30)
    assert journal.one("SELECT pause_reason FROM codatsynccommerce.servers") == "429"


def test_pause_lasts_as_long_as_asked(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.worker()
    assert pause(journal, asked=0.25) == (1, 0.25)
    journal.set("servers", "pauses = 5, limited_at = '-infinity'")
    assert pause(journal, asked=0.25) == (6, 16.0)
    assert pause(journal, asked=600.0) == (7, 600.0)
    assert pause(journal, sent_ago=100.0, asked=20.0) == (7, 30.0)
    # The longest pause counts.
    assert journal.one(PAUSED) == about(600)


def test_late_429_is_no_other_pause(journal: SharedJournal) -> None:
    """Its request had left before the last pause began."""
    journal.fill(ONE)
    journal.worker()
    assert pause(journal) == (1, 0.5)
    assert pause(journal, sent_ago=60.0, accepted=10.0) == (1, 0.5)
    assert journal.one("SELECT rate FROM codatsynccommerce.egress") is None
    assert pause(journal) == (2, 1.0)
    assert journal.one("SELECT limited_at > clock_timestamp() - interval '1 minute' FROM codatsynccommerce.servers")


def test_429s_are_counted_one_by_one(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.worker()
    call = "SELECT pauses FROM codatsynccommerce.pause(1, 'default', {}, NULL, 0.5, 30, 0, 0.75, 0.2, '429')"
    assert journal.race(call.format(0), call.format(60)) == [(1,)]
    assert journal.race(call.format(0), call.format(0)) == [(3,)]
    assert journal.one("SELECT pauses FROM codatsynccommerce.servers") == 3


def test_429s_that_wait_for_each_other_are_one_pause(journal: SharedJournal) -> None:
    """All of them met the same limit, and the database takes them one after another."""
    journal.fill(ONE)
    journal.worker()
    found: list[int] = []
    with psycopg.connect(journal.url) as busy:
        busy.execute("SELECT 1 FROM codatsynccommerce.servers FOR NO KEY UPDATE")
        threads = [Thread(target=lambda: found.append(pause_elsewhere(journal))) for _ in range(4)]
        for thread in threads:
            thread.start()
        waits = "SELECT count(*) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0"
        wait_until(lambda: journal.one(waits) == len(threads))
        busy.commit()
        for thread in threads:
            thread.join()
    assert found == [1] * 4


def pause_elsewhere(journal: SharedJournal) -> int:
    """Write a pause over a connection of its own. Return how many there were in a row."""
    query = "SELECT pauses FROM codatsynccommerce.pause(1, 'default', 0, NULL, 0.5, 30, 0, 0.75, 0.2, '429')"
    with psycopg.connect(journal.url, autocommit=True) as connection:
        return int(connection.execute(query).fetchall()[0][0])


def test_pace_is_a_share_of_what_was_taken(journal: SharedJournal) -> None:
    journal.fill(ONE)
    for _ in range(2):
        journal.worker()
    journal.worker(egress="elsewhere")
    rates = "SELECT rate FROM codatsynccommerce.egress ORDER BY name"
    pause(journal, accepted=0.0)
    assert journal.all(rates) == [(None,), (None,)]
    pause(journal, accepted=4.0)
    assert journal.all(rates) == [(6.0,), (None,)]
    pause(journal, accepted=1.0)
    assert journal.all(rates) == [(1.5,), (None,)]
    pause(journal, accepted=4.0)
    assert journal.all(rates) == [(1.125,), (None,)]
    pause(journal, accepted=0.01)
    assert journal.all(rates) == [(0.2,), (None,)]
    journal.set("workers", "seen_at = clock_timestamp() - interval '2 minutes'", "id = 1")
    journal.set("egress", "rate = NULL")
    pause(journal, accepted=4.0)
    assert journal.all(rates) == [(3.0,), (None,)]
    assert journal.one(
        "SELECT grown_at > clock_timestamp() - interval '1 minute' FROM codatsynccommerce.egress WHERE name = 'default'"
    )


def test_first_worker_tries_again_what_was_given_up(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 4, *[SAME_COMPANY] * 2)
    store = journal.worker()
    leases = store.lease(2, None)
    settle(store, leases[0].record, SENDING)
    journal.set("records", "asked = 3", "position = 0")
    journal.set("connections", "closed_at = clock_timestamp(), closed_reason = '403'")
    journal.set(
        "companies",
        "poll_at = 'infinity', poll_pause = 9, poll_error = '401', has_work = false, progress_at = '-infinity'",
    )
    journal.set("servers", "stopped_at = clock_timestamp(), stop_reason = '402', pauses = 7")
    second = journal.worker()
    assert journal.record()["asked"] == 3
    assert second.lease(5, None) == []
    for worker in (store, second):
        worker.leave()
    third = journal.worker()
    asked = journal.record()
    assert (asked["asked"], asked["due_in"] <= 0) == (0, True)
    # What another worker had leased is its own until its lease ends.
    assert journal.record(1)["due_in"] > 60
    assert positions(third.lease(9, None)) == [0, 2, 3, 4, 5]
    company = journal.all(
        "SELECT poll_pause, poll_error, progress_at > '-infinity', poll_at = '-infinity'"
        " FROM codatsynccommerce.companies"
    )
    assert company == [(0.0, None, True, True)]
    assert journal.all("SELECT stopped_at, stop_reason, pauses FROM codatsynccommerce.servers") == [(None, None, 0)]
    assert journal.all("SELECT closed_at, closed_reason FROM codatsynccommerce.connections") == [(None, None)] * 2


def test_worker_of_one_server_begins_nothing_elsewhere(journal: SharedJournal) -> None:
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    elsewhere = journal.worker()
    ((record, _),) = elsewhere.lease(1, None)
    settle(elsewhere, record, SENDING)
    journal.set("connections", "closed_at = clock_timestamp()")
    journal.set("companies", "poll_error = '401'")
    journal.set("servers", "stopped_at = clock_timestamp(), pauses = 7")
    asked = journal.record()["asked"]
    journal.fill(ONE, name="here")
    here = journal.worker()
    journal.set("records", "state = 'failed'", "input = 2")
    assert journal.all("SELECT asked, due_at > clock_timestamp() FROM codatsynccommerce.records WHERE input = 1") == [
        (asked, True)
    ]
    state = """SELECT s.pauses, c.poll_error, n.closed_at IS NOT NULL FROM codatsynccommerce.servers s
        JOIN codatsynccommerce.companies c ON c.server = s.id
        JOIN codatsynccommerce.connections n ON n.company = c.id ORDER BY s.id"""
    assert journal.all(state) == [(7, "401", True), (0, None, False)]
    # The worker elsewhere is alive, but it is not of this server.
    elsewhere.leave()
    here.leave()
    assert journal.all("SELECT id FROM codatsynccommerce.workers") == []


def test_dead_worker_is_nobody(journal: SharedJournal) -> None:
    journal.fill(ONE)
    dead = journal.worker()
    journal.set("connections", "closed_at = clock_timestamp()")
    journal.set("workers", "seen_at = clock_timestamp() - interval '2 minutes'")
    journal.worker()
    assert journal.all("SELECT closed_at FROM codatsynccommerce.connections") == [(None,)]
    journal.set("workers", "seen_at = clock_timestamp() - interval '8 days'", f"id = {dead.worker}")
    journal.worker()
    assert (dead.worker,) not in journal.all("SELECT id FROM codatsynccommerce.workers")


def test_two_workers_register_one_after_another(journal: SharedJournal) -> None:
    """Only the first of a run begins anew, or it would undo what the first one has met."""
    journal.fill(ONE)
    register = "SELECT worker FROM codatsynccommerce.register('http://127.0.0.1:9', 'host', 1, 5, 'default')"
    close = f"{register}; UPDATE codatsynccommerce.connections SET closed_at = clock_timestamp()"  # noqa: S608 - of a test
    assert len(journal.race(close, register)) == 1
    assert journal.one("SELECT closed_at IS NOT NULL FROM codatsynccommerce.connections")


EVENT = """INSERT INTO codatsynccommerce.events (journal, operation, state, record_id)
    VALUES (1, 'op-1', '{}', 'id-1')"""


def test_last_worker_applies_events(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store, other = journal.worker(), journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, PENDING, operation="op-1")
    journal.all(EVENT.format("failed"))
    other.leave()
    assert journal.record()["state"] == PENDING
    journal.set("workers", "seen_at = seen_at")
    store.leave()
    stored = journal.record()
    assert (stored["state"], stored["has_content"]) == ("failed", True)
    assert journal.all("TABLE codatsynccommerce.events") == []


def _is_of_all(_company: str, _path: str) -> bool:
    return True


def test_reasons_of_a_failure_are_read_by_a_worker(journal: SharedJournal) -> None:
    """An event names none. The company is polled now, even if it was given up."""
    journal.fill(ONE)
    store = journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, PENDING, operation="op-1")
    journal.set("companies", "poll_at = clock_timestamp() + interval '1 hour', poll_error = '404'")
    location, outcome = PostgresLocation(journal.url, None), Outcome(FAILED, "op-1", error="the event gives no reasons")
    assert [location.keep_event(outcome, _is_of_all) for _ in range(2)] == [True, False]
    assert journal.record()["state"] == PENDING
    assert store.take_poll(1.0, 2.0, 5.0, None) is not None
    store.update_pending([outcome._replace(error="a field is missing")])
    store.leave()
    assert (journal.record()["state"], journal.record()["error"]) == (FAILED, "a field is missing")


def test_event_is_left_to_no_worker_that_leaves(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, PENDING, operation="op-1")
    location, outcome = PostgresLocation(journal.url, None), Outcome(FAILED, "op-1", error="rejected")
    with psycopg.connect(journal.url) as leaving:
        leaving.execute("SELECT codatsynccommerce.leave(%s, %s)", (store.server, store.worker))
        assert journal.refusal_while(leaving, lambda: location.keep_event(outcome, _is_of_all)) == ""
    assert (journal.record()["state"], journal.record()["error"]) == (FAILED, "rejected")
    assert journal.all("TABLE codatsynccommerce.events") == []


def test_dead_worker_applies_no_events_later(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, PENDING, operation="op-1")
    journal.all(EVENT.format("succeeded"))
    journal.worker()
    journal.set("workers", "seen_at = clock_timestamp() - interval '2 minutes'", f"id <> {store.worker}")
    store.leave()
    stored = journal.record()
    assert (stored["state"], stored["record_id"], stored["has_content"]) == ("succeeded", "id-1", False)


@pytest.mark.parametrize(
    ("state", "event", "expected"),
    [
        ("timed out", "succeeded", "succeeded"),
        ("timed out", "failed", "timed out"),
        ("failed", "succeeded", "failed"),
        ("succeeded", "failed", "succeeded"),
    ],
)
def test_event_changes_what_it_may(journal: SharedJournal, state: str, event: str, expected: str) -> None:
    journal.fill(ONE)
    store = journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, state, operation="op-1")
    journal.all(EVENT.format(event))
    store.leave()
    assert journal.record()["state"] == expected


def test_event_of_an_earlier_operation_changes_nothing(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    journal.fill(ONE)
    store = journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, PENDING, operation="op-1")
    journal.set("records", "operation = 'op-2'", "input = 1")
    journal.all(EVENT.format("succeeded"))
    store.leave()
    assert journal.one("SELECT state FROM codatsynccommerce.records WHERE input = 1") == PENDING
    # An event of a journal of another server is not this worker's.
    journal.all("INSERT INTO codatsynccommerce.events VALUES (2, 'op-1', 'succeeded')")
    journal.set("records", "operation = 'op-1'", "input = 1")
    journal.worker().leave()
    assert journal.one("SELECT state FROM codatsynccommerce.records WHERE input = 1") == PENDING
    assert journal.one("SELECT count(*) FROM codatsynccommerce.events") == 1


def test_refused_account_of_one_worker_reads_nothing(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    read = (store.server, store.worker, "one", 60.0, *store.pace, 10)
    journal.set("servers", "paused_until = clock_timestamp() + interval '50 seconds'")
    paused = journal.call("begin_read", *read)
    assert (paused["verdict"], paused["read"], paused["delay"]) == ("paused", None, about(50))
    journal.set("servers", "paused_until = NULL, stopped_at = clock_timestamp()")
    assert journal.call("begin_read", *read)["verdict"] == "closed"
    assert journal.worker().lease(1, None) != []


def test_read_waits_for_its_permit(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker(seconds_apart=100.0)
    read = (store.server, store.worker, "one", 60.0, *store.pace, 10)
    assert journal.call("begin_read", *read)["delay"] == 0.0
    assert journal.call("begin_read", *read)["delay"] == about(100)
    until = journal.all("SELECT extract(epoch FROM until - clock_timestamp())::float8 FROM codatsynccommerce.reads")
    assert [one for (one,) in until] == [about(60), about(160)]
    ((record, _),) = journal.worker(egress="elsewhere").lease(1, None)
    place = (record.input, record.position, record.fence)
    worker = journal.record()["holder"]
    renewed = journal.call("renew", store.server, worker, *place, 130.0, *store.pace)
    assert (renewed["verdict"], renewed["delay"]) == ("granted", about(200))
    assert journal.record()["due_in"] == about(330)


def test_reads_take_slots_one_by_one(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    read = "SELECT verdict FROM codatsynccommerce.begin_read(1, {}, 'one', 60, 'default', NULL, NULL, 1)"
    read = read.format(store.worker)
    assert journal.race(read, read) == [("busy",)]


def test_failed_record_leaves_its_slot(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 12)
    store = journal.worker()
    leases = store.lease(10, None)
    for record, _ in leases[:3]:
        settle(store, record, FAILED, error="400")
    assert positions(store.lease(10, None)) == [10, 11]
