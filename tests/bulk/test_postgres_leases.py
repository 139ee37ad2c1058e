"""Leases of records in PostgreSQL: who may send what, until when, and whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from support.shared_journal import LEASE_SECONDS, SharedJournal, positions, settle

from codatsynccommerce import bulk
from codatsynccommerce.bulk.rules import FAILED, PENDING, READY, SENDING
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.postgres

ONE, SAME_COMPANY, OTHER = ("one", "first"), ("one", "second"), ("two", "first")


@pytest.fixture
def journal(database: str) -> Iterator[SharedJournal]:
    made = SharedJournal(database)
    yield made
    made.close()


def is_lease_time(seconds: float, expected: float = LEASE_SECONDS) -> bool:
    """Return whether a lease ends when it must: it has lasted for a moment by now."""
    return expected - 30 < seconds <= expected


def test_lease_marks_records_and_their_end(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 3)
    store = journal.worker()
    leases = store.lease(2, 1000.0)
    assert positions(leases) == [0, 1]
    assert [(record.state, record.fence, delay) for record, delay in leases] == [(READY, 1, 0.0), (READY, 1, 0.0)]
    assert [record.sent.earliest for record, _ in leases] == [None, None]
    stored = journal.record()
    expected = {"state": SENDING, "fence": 1, "holder": store.worker, "sent_earliest": 1000.0, "key": stored["key"]}
    assert {name: stored[name] for name in expected} == expected
    assert stored["first_sent"] is not None
    assert is_lease_time(stored["due_in"])
    assert journal.record(2)["state"] == READY
    assert positions(journal.worker().lease(5, None)) == [2]
    assert positions(journal.worker().lease(5, None)) == []


def test_ended_lease_is_leased_first_again(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 4)
    store = journal.worker()
    assert positions(store.lease(3, 1000.0)) == [0, 1, 2]
    before = journal.record(1)
    journal.set("records", "error = 'lost', sent_latest = 7.0, first_sent = first_sent - interval '1 hour'")
    hour_ago = journal.record(1)["first_sent"]
    journal.end_leases("position = 1")
    other = journal.worker()
    (again, _), (new, _) = other.lease(2, 2000.0)
    assert (again.position, again.state, again.fence, again.key) == (1, SENDING, 2, str(before["key"]))
    assert (again.sent.earliest, again.sent.latest, again.error, new.position) == (1000.0, 7.0, "lost", 3)
    assert again.stored_age is not None
    assert 3600 <= again.stored_age.seconds < 3700
    stored = journal.record(1)
    assert (stored["sent_earliest"], stored["sent_latest"], stored["error"]) == (1000.0, None, "lost")
    assert (stored["holder"], stored["fence"]) == (other.worker, 2)
    assert stored["first_sent"] == hour_ago


def test_oldest_ended_lease_comes_first(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 3)
    store = journal.worker()
    store.lease(3, None)
    for position, minutes in enumerate((5, 9, 7)):
        journal.set("records", f"due_at = clock_timestamp() - interval '{minutes} minutes'", f"position = {position}")
    journal.set("queues", "work_at = '-infinity'")
    assert positions(store.lease(2, None)) == [1, 2]


def test_new_lease_forgets_an_earlier_failure(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.set("records", "error = 'of an earlier attempt'")
    ((record, _),) = journal.worker().lease(1, None)
    assert record.error == "of an earlier attempt"
    assert journal.record()["error"] is None


def test_record_for_its_history_is_not_leased(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    store.lease(1, None)
    journal.set("records", "needs_history = true, holder = NULL, due_at = clock_timestamp()")
    journal.set("queues", "work_at = '-infinity'")
    assert store.lease(5, None) == []
    assert journal.one("SELECT work_at FROM codatsynccommerce.queues") is None


def test_record_waits_until_it_is_asked_for(journal: SharedJournal) -> None:
    """A response was lost, and the record is due later."""
    journal.fill(ONE)
    store = journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, SENDING)
    assert store.lease(5, None) == []
    journal.set("records", "due_at = clock_timestamp()")
    journal.set("queues", "work_at = clock_timestamp()")
    assert positions(store.lease(5, None)) == [0]


def test_company_has_ten_slots_over_all(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 9, *[SAME_COMPANY] * 9, *[OTHER] * 2)
    first, second = journal.worker(), journal.worker()
    of_one = first.lease(7, None)
    assert {record.target.company_id for record, _ in of_one} == {"one"}
    assert len(of_one) == 7
    of_two = second.lease(7, None)
    assert [record.target.company_id for record, _ in of_two] == ["two", "two"]
    assert len(second.lease(7, None)) == 3
    assert second.lease(7, None) == []
    settle(first, of_one[0].record, FAILED)
    assert len(second.lease(7, None)) == 1


def test_full_company_keeps_no_other_waiting(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 12, OTHER)
    store = journal.worker()
    store.lease(10, None)
    journal.set("companies", "turn = 0", "company = 'one'")
    assert positions(store.lease(1, None)) == [12]


def test_companies_take_turns(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 4, *[OTHER] * 2, *[("zoo", "first")] * 2)
    store = journal.worker()
    companies = [store.lease(1, None)[0].record.target.company_id for _ in range(8)]
    assert companies == ["one", "two", "zoo", "one", "two", "zoo", "one", "one"]


def test_reads_take_slots_while_they_last(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 12)
    store = journal.worker()
    reads = [journal.call("begin_read", store.server, store.worker, "one", 60.0, *store.pace, 10) for _ in range(4)]
    assert {read["verdict"] for read in reads} == {"granted"}
    assert len(store.lease(10, None)) == 6
    busy = journal.call("begin_read", store.server, store.worker, "one", 60.0, *store.pace, 10)
    assert (busy["verdict"], busy["read"]) == ("busy", None)
    assert (
        30 < journal.one("SELECT max(extract(epoch FROM until - clock_timestamp())) FROM codatsynccommerce.reads") <= 60
    )
    journal.set("reads", "until = clock_timestamp()", f"id = {reads[0]['read']}")
    assert len(store.lease(10, None)) == 1
    journal.set("reads", "until = clock_timestamp()", f"id = {reads[1]['read']}")
    assert journal.call("begin_read", store.server, store.worker, "one", 60.0, *store.pace, 10)["verdict"] == "granted"
    # What has ended is deleted by the next read of the company.
    assert journal.one("SELECT count(*) FROM codatsynccommerce.reads") == 3


def test_reads_take_no_slots_of_others(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2, OTHER)
    store = journal.worker()
    for _ in range(10):
        journal.call("begin_read", store.server, store.worker, "one", 60.0, *store.pace, 10)
    assert positions(store.lease(5, None)) == [2]
    journal.set("reads", "until = clock_timestamp() - interval '1 second'")
    journal.call("begin_read", store.server, store.worker, "two", 60.0, *store.pace, 10)
    assert journal.one("SELECT count(*) FROM codatsynccommerce.reads") == 11


def test_record_that_waits_takes_no_slot(journal: SharedJournal) -> None:
    """Nobody has sent it: it waits to be asked for, or for its push history, or its worker is gone."""
    journal.fill(*[ONE] * 24)
    store = journal.worker()
    store.lease(10, None)
    journal.set("records", "holder = NULL", "position < 4")
    journal.set("records", "needs_history = true", "position IN (4, 5, 6)")
    journal.set("records", "due_at = clock_timestamp()", "position IN (7, 8)")
    assert positions(store.lease(10, None)) == [7, 8, *range(10, 17)]


def test_closed_connection_is_left_alone(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2, *[SAME_COMPANY] * 2)
    store = journal.worker()
    journal.set("connections", "closed_at = clock_timestamp()", "connection = 'first'")
    assert positions(store.lease(5, None)) == [2, 3]
    assert store.lease(5, None) == []
    journal.set("connections", "closed_at = clock_timestamp()")
    journal.end_leases()
    assert store.lease(5, None) == []


def test_worker_leases_its_own_journals_only(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2, name="mine")
    journal.fill(*[ONE] * 3, name="another")
    mine = journal.worker(names=["mine"])
    assert len(mine.lease(10, None)) == 2
    assert mine.lease(10, None) == []
    assert mine.company_to_ask() is None
    everything = journal.worker()
    assert everything.company_to_ask() == "one"
    assert len(everything.lease(10, None)) == 3


def test_worker_leases_of_its_own_server_only(journal: SharedJournal) -> None:
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    journal.fill(ONE, name="here")
    store = journal.worker()
    assert [record.journal for record, _ in store.lease(10, None)] == [2]
    assert store.lease(10, None) == []
    assert store.company_to_ask() is None


def test_clock_is_asked_of_a_company_that_is_due(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    assert store.company_to_ask() == "one"
    journal.set("connections", "closed_at = clock_timestamp()")
    assert store.company_to_ask() is None
    journal.set("connections", "closed_at = NULL")
    store.lease(1, None)
    assert store.company_to_ask() is None
    journal.end_leases()
    assert store.company_to_ask() == "one"
    journal.set("records", "needs_history = true")
    assert store.company_to_ask() is None


LEASE = "SELECT position FROM codatsynccommerce.lease({}, {}, NULL, 6, 130, NULL, 'default', NULL, NULL, 10)"


def test_company_of_another_lease_is_skipped(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 20, *[OTHER] * 2)
    store, other = journal.worker(), journal.worker()
    journal.set("journals", "has_begun = true")
    with psycopg.connect(journal.url) as leasing:
        leasing.execute(LEASE.format(store.server, store.worker).encode())
        # Not even its other records: both together might take too many.
        assert positions(other.lease(6, None)) == [20, 21]
        assert other.lease(6, None) == []
    assert positions(other.lease(9, None)) == list(range(6, 10))


@pytest.mark.parametrize("is_sent", [False, True], ids=["ready", "sent"])
def test_locked_record_is_skipped_and_leased_later(journal: SharedJournal, *, is_sent: bool) -> None:
    """A person decides about it, or looks at it, in a transaction that writes nothing in the end."""
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    if is_sent:
        store.lease(2, None)
        journal.end_leases()
    with psycopg.connect(journal.url) as person:
        person.execute("SELECT 1 FROM codatsynccommerce.records WHERE position = 0 FOR UPDATE")
        assert positions(store.lease(2, None)) == [1]
        assert store.lease(2, None) == []
        assert store.work_left(None, follows=True) == (True, False)
    assert positions(store.lease(2, None)) == [0]


def test_emptied_queue_is_due_when_leases_end(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2, *[OTHER] * 2)
    store = journal.worker()
    assert len(store.lease(5, None)) == 2
    assert store.lease(5, None)[0].record.target.company_id == "two"
    assert store.lease(5, None) == []
    due = journal.all(
        """SELECT q.work_at = (SELECT min(due_at) FROM codatsynccommerce.records r WHERE r.connection = q.connection)
        FROM codatsynccommerce.queues q"""
    )
    assert due == [(True,), (True,)]
    assert journal.all("SELECT has_work FROM codatsynccommerce.companies") == [(True,), (True,)]


def test_emptied_queue_leaves_the_others(journal: SharedJournal) -> None:
    journal.fill(ONE, name="small")
    journal.fill(*[ONE] * 3, name="large")
    small, both = journal.worker(names=["small"]), journal.worker()
    assert len(small.lease(5, None)) == 1
    assert small.lease(5, None) == []
    assert len(both.lease(5, None)) == 3


def test_lease_takes_from_several_queues(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2, *[SAME_COMPANY] * 2, name="first")
    journal.fill(*[ONE] * 9, name="second")
    leases = journal.worker().lease(5, None)
    assert [(record.journal, record.position) for record, _ in leases] == [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0)]
    assert [record.target.connection_id for record, _ in leases] == ["first", "first", "second", "second", "first"]


def test_lease_takes_no_more_than_wanted(journal: SharedJournal) -> None:
    """With records that are sent again, and new ones, in two queues."""
    journal.fill(*[ONE] * 4, name="first")
    journal.fill(*[ONE] * 9, name="second")
    store = journal.worker()
    store.lease(2, None)
    journal.end_leases()
    leases = store.lease(3, None)
    assert [(record.journal, record.position) for record, _ in leases] == [(1, 0), (1, 1), (1, 2)]
    store.lease(1, None)
    journal.end_leases("position = 0")
    leases = store.lease(3, None)
    assert [(record.journal, record.position) for record, _ in leases] == [(1, 0), (2, 0), (2, 1)]
    journal.end_leases("input = 2 OR position = 0")
    leases = store.lease(2, None)
    assert [(record.journal, record.position) for record, _ in leases] == [(1, 0), (2, 0)]


def test_journal_begins_with_its_first_lease(journal: SharedJournal) -> None:
    """As early as any clock of a worker allows: an older push operation is none of its own."""
    journal.fill(*[ONE] * 8)
    journal.fill(ONE, name="later")
    store = journal.worker(names=["journal"])
    began = "SELECT has_begun, began FROM codatsynccommerce.journals ORDER BY id"
    for api_time, expected in ((1000.0, 1000.0), (2000.0, 1000.0), (900.0, 900.0), (None, None), (800.0, None)):
        store.lease(1, api_time)
        assert journal.all(began) == [(True, expected), (False, None)]


def test_worker_leases_nothing_while_all_pause(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    journal.set("servers", "paused_until = clock_timestamp() + interval '1 minute'")
    assert store.lease(1, None) == []
    journal.set("servers", "paused_until = clock_timestamp()")
    assert positions(store.lease(1, None)) == [0]


def test_stop_ends_workers_that_had_started(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    journal.set("servers", "stopped_at = clock_timestamp(), stop_reason = '402'")
    assert store.lease(1, None) == []
    assert store.heartbeat().stop_reason == "402"
    later = journal.worker()
    assert positions(later.lease(1, None)) == [0]
    assert later.heartbeat().stop_reason is None


@pytest.mark.parametrize("slept", ["1 hour", "8 days"])
def test_worker_that_slept_obeys_a_stop(journal: SharedJournal, slept: str) -> None:
    """It was taken for dead, and another one has begun since and met a refusal of the account."""
    journal.fill(*[ONE] * 2)
    sleeper = journal.worker()
    ((record, _),) = sleeper.lease(1, None)
    journal.set("workers", f"seen_at = clock_timestamp() - interval '{slept}'")
    journal.worker()
    journal.set("servers", "stopped_at = clock_timestamp(), stop_reason = '402'")
    assert sleeper.lease(1, None) == []
    place = (record.input, record.position, record.fence)
    renewed = journal.call("renew", sleeper.server, sleeper.worker, *place, 130.0, *sleeper.pace)
    assert renewed["verdict"] == "closed"
    read = journal.call("begin_read", sleeper.server, sleeper.worker, "one", 60.0, *sleeper.pace, 10)
    assert read["verdict"] == "closed"
    assert sleeper.heartbeat().stop_reason == "402"


def test_worker_that_slept_is_alive_again(journal: SharedJournal) -> None:
    journal.fill(ONE)
    sleeper = journal.worker()
    journal.set("workers", "seen_at = clock_timestamp() - interval '1 hour'")
    journal.worker()
    alive = "SELECT count(*) FROM codatsynccommerce.workers WHERE seen_at > clock_timestamp() - interval '1 minute'"
    assert journal.one(alive) == 1
    sleeper.heartbeat()
    assert journal.one(alive) == 2


RENEW = "SELECT verdict, delay FROM codatsynccommerce.renew({}, {}, 1, 0, 1, 130, 'default', NULL, NULL)"


def test_worker_that_leases_is_alive(journal: SharedJournal) -> None:
    """Even if it reads a long history for minutes: nobody takes the run for ended."""
    journal.fill(ONE, OTHER)
    store = journal.worker()
    journal.set("connections", "closed_at = clock_timestamp()", "id = 1")
    journal.set("workers", "seen_at = clock_timestamp() - interval '2 minutes'")
    assert positions(store.lease(1, None)) == [1]
    journal.worker()
    assert journal.one("SELECT closed_at IS NOT NULL FROM codatsynccommerce.connections WHERE id = 1")


@pytest.mark.parametrize(
    "change",
    ["fence = fence + 1", "holder = 0", "state = 'pending'", "due_at = clock_timestamp()"],
    ids=["fence", "holder", "state", "end"],
)
def test_lost_lease_is_not_renewed(journal: SharedJournal, change: str) -> None:
    journal.fill(ONE)
    store = journal.worker()
    store.lease(1, None)
    journal.set("records", change)
    before = journal.record()["due_at"]
    assert journal.all(RENEW.format(store.server, store.worker)) == [("lost", 0.0)]
    assert journal.record()["due_at"] == before


def test_renewed_lease_lasts_longer(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    store.lease(2, None)
    journal.set("records", "due_at = clock_timestamp() + interval '20 seconds'")
    assert journal.all(RENEW.format(store.server, store.worker)) == [("granted", 0.0)]
    assert is_lease_time(journal.record()["due_in"])
    assert journal.record(1)["due_in"] < 21


def test_lease_is_renewed_until_a_pause_ends(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    store.lease(1, None)
    journal.set("servers", "paused_until = clock_timestamp() + interval '50 seconds'")
    ((verdict, delay),) = journal.all(RENEW.format(store.server, store.worker))
    assert (verdict, 20 < delay <= 50) == ("paused", True)
    assert is_lease_time(journal.record()["due_in"], LEASE_SECONDS + 50)


def test_lease_of_a_closed_company_is_not_renewed(journal: SharedJournal) -> None:
    journal.fill(ONE, SAME_COMPANY)
    store = journal.worker()
    store.lease(2, None)
    journal.set("connections", "closed_at = clock_timestamp()", "connection = 'second'")
    assert journal.all(RENEW.format(store.server, store.worker)) == [("granted", 0.0)]
    journal.set("connections", "closed_at = clock_timestamp()", "connection = 'first'")
    assert journal.all(RENEW.format(store.server, store.worker)) == [("closed", 0.0)]


def test_renewing_waits_for_who_takes_the_record(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    store.lease(1, None)
    taken = "UPDATE codatsynccommerce.records SET fence = fence + 1, holder = 0"
    assert journal.race(taken, RENEW.format(store.server, store.worker)) == [("lost", 0.0)]


def test_resolved_record_is_not_being_sent(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    ((record, _), _) = store.lease(2, None)
    report = bulk.read_report(journal.url, name="journal")
    with pytest.raises(bulk.JournalError, match="record 0 is being sent"):
        report.resolve(0, created=True)
    journal.end_leases()
    report.resolve(0, created=True)
    settle(store, record, FAILED, error="of a lease that has ended")
    assert report.succeeded == 1
    with pytest.raises(errors.RequestError, match="record 0 is not unknown"):
        report.resolve(0, created=False)
    report.resolve(1, created=False)
    assert (report.not_sent, journal.record(1)["fence"]) == (1, 2)
    ((again, _),) = journal.worker().lease(5, None)
    assert (again.position, again.sent.earliest, again.stored_age) == (1, None, None)


def test_waiting_record_can_be_resolved(journal: SharedJournal) -> None:
    """No worker has it: it waits to be asked for."""
    journal.fill(ONE)
    store = journal.worker()
    ((record, _),) = store.lease(1, None)
    settle(store, record, SENDING)
    bulk.read_report(journal.url, name="journal").resolve(0, created=True)
    assert journal.record()["state"] == "succeeded"
    assert not journal.record()["has_content"]


@pytest.mark.parametrize("state", [SENDING, PENDING])
def test_person_waits_for_who_settles(journal: SharedJournal, state: str) -> None:
    """The record that the person decides about gets its response meanwhile, or is leased once more."""
    journal.fill(ONE)
    store = journal.worker()
    store.lease(1, None)
    journal.end_leases()
    report = bulk.read_report(journal.url, name="journal")
    change = "due_at = clock_timestamp() + interval '1 minute', fence = 9" if state == SENDING else f"state = '{state}'"
    with psycopg.connect(journal.url) as other:
        other.execute(f"UPDATE codatsynccommerce.records SET {change}".encode())  # noqa: S608 - of this test
        refused = journal.refusal_while(other, lambda: report.resolve(0, created=True))
    assert "is being sent" in refused if state == SENDING else "is not unknown" in refused
