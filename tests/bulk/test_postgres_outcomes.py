"""What became of records, as PostgreSQL takes it: from whom, about which record, and what is due next."""

from __future__ import annotations

import json
from threading import Thread
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from support.shared_journal import LEASE_SECONDS, SENT, SharedJournal, positions, settle
from support.waiting import wait_until

from codatsynccommerce import bulk
from codatsynccommerce.bulk.journal import Candidate
from codatsynccommerce.bulk.outcome import Outcome
from codatsynccommerce.bulk.postgres.database import Database
from codatsynccommerce.bulk.postgres.store import UnprovedRecords
from codatsynccommerce.bulk.rules import FAILED, PENDING, READY, SENDING, SUCCEEDED, TIMED_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.bulk.journal import JournalRecord
    from codatsynccommerce.bulk.postgres.store import WorkerStore

pytestmark = pytest.mark.postgres

ONE, SAME_COMPANY, OTHER = ("one", "first"), ("one", "second"), ("two", "first")


@pytest.fixture
def journal(database: str) -> Iterator[SharedJournal]:
    made = SharedJournal(database)
    yield made
    made.close()


def lease(store: WorkerStore, count: int = 10) -> list[JournalRecord]:
    return [record for record, _ in store.lease(count, 1000.0)]


def about(seconds: float) -> Any:
    return pytest.approx(seconds, abs=20)


@pytest.mark.parametrize(
    "change", ["fence = fence + 1", "holder = 0", "state = 'failed'"], ids=["fence", "holder", "state"]
)
def test_outcome_of_a_lost_lease_counts_for_nothing(journal: SharedJournal, change: str) -> None:
    journal.fill(ONE)
    store = journal.worker()
    (record,) = lease(store)
    journal.set("records", change)
    before = journal.record()
    settle(store, record, SUCCEEDED, operation="op-1")
    after = journal.record()
    assert {**after, "due_in": 0} == {**before, "due_in": 0}
    assert journal.all("TABLE codatsynccommerce.operations") == []


def test_outcome_waits_for_who_takes_the_record(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    lease(store)
    outcome = json.dumps([{"input": 1, "position": 0, "fence": 1, "state": "succeeded", "operation": "op-1"}])
    write = f"SELECT * FROM codatsynccommerce.settle(1, {store.worker}, '{outcome}', '{{1,60}}', 300)"  # noqa: S608
    journal.race("UPDATE codatsynccommerce.records SET fence = fence + 1, holder = 0", write)
    assert (journal.record()["state"], journal.all("TABLE codatsynccommerce.operations")) == (SENDING, [])


@pytest.mark.parametrize("state", [SUCCEEDED, FAILED, TIMED_OUT, PENDING])
def test_outcome_is_written_whole(journal: SharedJournal, state: str) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    record, _ = lease(store)
    values = {"requested": 1500.0, "record_id": "id-1", "error": "why", "warnings": "w"}
    settle(store, record, state, operation="op-1", response_stored=True, **values)
    stored = journal.record()
    expected = {
        "state": state,
        "holder": None,
        "operation": "op-1",
        "response_stored": True,
        "sent_earliest": 1000.0,
        "sent_latest": SENT.latest,
        "needs_history": False,
        "has_content": state != SUCCEEDED,
        **values,
    }
    assert {name: stored[name] for name in expected} == expected
    # The record at the same place of another input, and the next one, are untouched.
    assert (journal.record(1)["state"], journal.record(1)["has_content"]) == (SENDING, True)


@pytest.mark.parametrize("follows", [False, True], ids=["at once", "later"])
def test_success_deletes_its_own_content_only(journal: SharedJournal, *, follows: bool) -> None:
    """Not that of the record at the same place of another input."""
    journal.fill(ONE)
    journal.fill(ONE, create="accounts")
    store = journal.worker()
    first, _ = lease(store)
    settle(store, first, PENDING if follows else SUCCEEDED, operation="op-1")
    store.update_pending([Outcome(SUCCEEDED, "op-1", record_id="id-1")])
    assert journal.all("SELECT input FROM codatsynccommerce.content") == [(2,)]


def test_lost_response_is_asked_for_later_each_time(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    for count, seconds in enumerate((1, 60, 300, 900, 900), 1):
        (record,) = lease(store)
        settle(store, record, SENDING, error="lost", response_stored=count == 2)
        stored = journal.record()
        assert (stored["asked"], stored["due_in"]) == (count, pytest.approx(seconds, abs=20))
        assert (stored["holder"], stored["error"], stored["needs_history"]) == (None, "lost", False)
        assert (stored["response_stored"], stored["sent_earliest"]) == (count == 2, 1000.0)
        assert stored["sent_latest"] == SENT.latest
        journal.set("records", "due_at = clock_timestamp()")
        journal.set("queues", "work_at = clock_timestamp()")


def test_lost_response_is_not_waited_for_until_its_lease_ends(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    (record,) = lease(store)
    assert lease(store) == []  # From now on, its queue is due when the lease ends.
    settle(store, record, SENDING)
    journal.set("records", "due_at = clock_timestamp()")
    assert len(lease(store)) == 1


def test_record_that_cannot_be_asked_for_needs_its_history(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    store.can_ask_again = lambda record: (record.state, record.sent) == (SENDING, SENT) and not record.response_stored
    for record, stored in zip(lease(store), (True, False), strict=True):
        settle(store, record, SENDING, response_stored=stored)
    assert [journal.record(position)["needs_history"] for position in range(2)] == [True, False]
    assert journal.record()["due_in"] <= 0


def test_unknown_time_is_learned_with_the_outcome(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, second = (record for record, _ in store.lease(2, None))
    settle(store, first, SENDING)
    settle(store, second, FAILED)
    assert journal.record(0)["sent_earliest"] == journal.record(1)["sent_earliest"] == SENT.earliest


def test_released_record_begins_anew(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, second = lease(store)
    journal.set(
        "records",
        "needs_history = true, asked = 3, error = 'e',"
        " warnings = 'w', response_stored = true, sent_latest = 7, record_id = 'r',"
        " requested = 3, operation = 'o', conflict = 'c'",
    )
    assert store.lease(5, None) == []
    store.release(first, new_key=False)
    store.release(second, new_key=True)
    store.flush()
    empty = ("holder", "first_sent", "sent_earliest", "sent_latest", "operation", "requested", "record_id", "error")
    for record in (first, second):
        stored = journal.record(record.position)
        assert {stored[name] for name in (*empty, "warnings", "conflict", "due_in")} == {None}
        assert (stored["state"], stored["asked"], stored["fence"]) == (READY, 0, 2)
        assert (stored["needs_history"], stored["response_stored"]) == (False, False)
        assert (stored["key"] == record.key) == (record is first)
    assert positions(store.lease(5, None)) == [0, 1]


def test_record_that_failed_begins_anew(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 4, name="mine")
    journal.fill(ONE, name="another")
    store = journal.worker()
    records = {(record.journal, record.position): record for record in [*lease(store), *lease(store)]}
    states = [FAILED, TIMED_OUT, SENDING, SUCCEEDED]
    for position, state in enumerate(states):
        settle(store, records[1, position], state, operation=f"op-{position}", error="e", response_stored=True)
    settle(store, records[2, 0], FAILED, error="e")
    journal.set("records", "conflict = 'op-9'", "state = 'failed'")
    before = journal.all("SELECT key FROM codatsynccommerce.records WHERE input = 1 ORDER BY position")
    journal.set("companies", "has_work = false")
    journal.set("queues", "work_at = NULL")
    bulk.read_report(journal.url, name="mine")
    journal.call("release_failed", [1])
    after = journal.all(
        "SELECT key, state, fence, conflict, operation FROM codatsynccommerce.records WHERE input = 1 ORDER BY position"
    )
    assert [row[1] for row in after] == [READY, *states[1:]]
    assert [row[0] != key for row, (key,) in zip(after, before, strict=True)] == [True, False, False, False]
    assert after[0][2:] == (2, None, None)
    assert journal.one("SELECT state FROM codatsynccommerce.records WHERE input = 2") == FAILED
    ((again, _),) = store.lease(5, None)
    assert (again.position, again.state, again.stored_age, again.response_stored) == (0, READY, None, False)


def test_record_that_cannot_be_sent_stays_failed(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.set("records", "state = 'failed', connection = NULL")
    journal.call("release_failed", [1])
    assert journal.record()["state"] == FAILED


def test_company_without_failures_sleeps_on(journal: SharedJournal) -> None:
    journal.fill(ONE)
    journal.set("companies", "has_work = false")
    journal.call("release_failed", [1])
    assert not journal.one("SELECT has_work FROM codatsynccommerce.companies")


MIXED = "are mixed up: the last one names push operation op-1"


def test_operation_belongs_to_one_record(journal: SharedJournal) -> None:
    """Two responses name it: neither counts, and both records are asked for again soon."""
    journal.fill(ONE, SAME_COMPANY)
    store, other = journal.worker(), journal.worker()
    problems: list[str] = []
    other.on_conflict = lambda error: problems.append(str(error))
    ((first, _),) = store.lease(1, 1000.0)
    ((second, _),) = other.lease(1, 1000.0)
    settle(store, first, PENDING, operation="op-1", requested=5.0, warnings="w")
    settle(other, second, PENDING, operation="op-1")
    assert [MIXED in problem for problem in problems] == [True]
    for record, fence in ((first, 2), (second, 1)):
        stored = journal.record(record.position)
        empty = {stored[name] for name in ("holder", "operation", "requested", "record_id", "warnings")}
        assert (empty, stored["state"], stored["conflict"], stored["fence"]) == ({None}, SENDING, "op-1", fence)
        assert (MIXED in stored["error"], stored["asked"], stored["needs_history"]) == (True, 0, False)
    assert journal.record(1)["due_in"] == about(1)
    assert journal.record(0)["due_in"] is None
    assert journal.all("TABLE codatsynccommerce.operations") == []
    assert store.is_mixed_up("one")
    assert positions(store.lease(5, None)) == [0]
    # The one that may have it gets it: the other one does not keep it, and is asked for in its turn.
    journal.set("records", "due_at = clock_timestamp()", "position = 1")
    journal.set("queues", "work_at = clock_timestamp()")
    (again,) = lease(store)
    assert again.position == 1
    settle(store, again, PENDING, operation="op-2")
    stored = journal.record(1)
    assert (stored["state"], stored["conflict"]) == (SENDING, "op-2")


def test_unproved_record_without_content_needs_its_history(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, second = lease(store)
    settle(store, first, SUCCEEDED, operation="op-1", record_id="id", response_stored=True)
    journal.set("records", "asked = 5", "position = 0")
    settle(store, second, PENDING, operation="op-1")
    stored = journal.record()
    assert (stored["state"], stored["needs_history"], stored["record_id"]) == (SENDING, True, None)
    assert (stored["asked"], stored["response_stored"]) == (0, False)


def test_record_that_a_person_settled_keeps_its_operation(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, second = lease(store)
    settle(store, first, SUCCEEDED, operation="op-1")
    journal.set("records", "resolved = true", "position = 0")
    settle(store, second, SUCCEEDED, operation="op-1")
    assert (journal.record()["state"], journal.record(1)["state"]) == (SUCCEEDED, SENDING)
    assert journal.all("SELECT position FROM codatsynccommerce.operations") == [(0,)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("conflict = 'op-1'", SENDING),
        ("conflict = 'op-1', state = 'succeeded', resolved = true", SENDING),
        ("conflict = 'op-1', state = 'failed'", PENDING),
        ("conflict = 'op-2'", PENDING),
    ],
)
def test_disputed_operation_is_given_to_nobody(journal: SharedJournal, change: str, expected: str) -> None:
    """Another record may have it."""
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    record, _ = lease(store)
    journal.set("records", change, "position = 1")
    settle(store, record, PENDING, operation="op-1")
    assert journal.record()["state"] == expected


def test_second_response_in_a_row_settles_a_dispute(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 3)
    store = journal.worker()
    first, second, third = lease(store)
    journal.set("records", "conflict = 'op-1'", "position = 0")
    journal.set("records", "conflict = 'op-2'", "position = 1")
    settle(store, first, PENDING, operation="op-1")
    settle(store, second, PENDING, operation="op-3")
    stored = [journal.record(position) for position in range(3)]
    assert [one["state"] for one in stored] == [PENDING, SENDING, SENDING]
    assert [one["conflict"] for one in stored] == ["op-1", "op-3", None]
    settle(store, third, PENDING, operation="op-4")
    assert journal.record(2)["state"] == PENDING


def test_settled_dispute_lets_the_other_be_asked_for(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 5)
    store = journal.worker()
    records = lease(store)
    waiting = "holder = NULL, due_at = clock_timestamp() + interval '1 hour', asked = 4, conflict = 'op-1'"
    journal.set("records", waiting, "position > 0")
    journal.set("records", "fence = 20", "position = 2")
    journal.set("records", "needs_history = true", "position = 3")
    journal.set("records", "conflict = 'op-2'", "position = 4")
    journal.set("records", "conflict = 'op-1'", "position = 0")
    journal.set("queues", "work_at = NULL")
    journal.set("companies", "has_work = false")
    settle(store, records[0], FAILED)
    assert [journal.record(position)["asked"] for position in range(1, 5)] == [0, 4, 4, 4]
    assert positions(store.lease(5, None)) == [1]


def test_dispute_of_a_leased_record_is_left_alone(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, _ = lease(store)
    journal.set("records", "conflict = 'op-1'")
    settle(store, first, FAILED)
    assert journal.record(1)["due_in"] == about(LEASE_SECONDS)


def test_other_dispute_lets_the_first_be_asked_for(journal: SharedJournal) -> None:
    """Its next response names another operation: the one before may belong to the other record."""
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, _ = lease(store)
    journal.set("records", "conflict = 'op-1', asked = 4")
    journal.set("records", "holder = NULL", "position = 1")
    settle(store, first, PENDING, operation="op-2")
    assert (journal.record()["conflict"], journal.record(1)["asked"]) == ("op-2", 0)


def test_stubborn_dispute_is_asked_for_less_and_less(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    record, _ = lease(store)
    journal.set("records", "conflict = 'op-1', asked = 1")
    journal.set("records", "holder = NULL", "position = 1")
    settle(store, record, PENDING, operation="op-1")
    assert (journal.record()["asked"], journal.record()["due_in"]) == (2, about(60))
    assert journal.record(1)["asked"] == 1
    journal.set("records", "fence = 20, due_at = clock_timestamp(), holder = NULL", "position = 0")
    journal.set("queues", "work_at = clock_timestamp()")
    (again,) = lease(store)
    settle(store, again, PENDING, operation="op-1")
    assert journal.record()["asked"] == 3


def test_news_in_an_endless_dispute_are_no_news(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    record, _ = lease(store)
    journal.set("records", "conflict = 'op-1', asked = 2")
    journal.set("records", "fence = 20", "position = 0")
    settle(store, record._replace(fence=20), PENDING, operation="op-9")
    assert (journal.record()["asked"], journal.record()["due_in"]) == (3, about(300))


def test_unproving_concerns_the_holder_alone(journal: SharedJournal) -> None:
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    elsewhere = journal.worker()
    (there,) = lease(elsewhere)
    settle(elsewhere, there, PENDING, operation="op-1")
    journal.fill(*[ONE] * 3, name="here")
    store = journal.worker()
    first, second, third = lease(store)
    settle(store, first, PENDING, operation="op-1")
    assert journal.one("SELECT count(*) FROM codatsynccommerce.operations") == 2
    settle(store, second, PENDING, operation="op-1")
    state = "SELECT state FROM codatsynccommerce.records WHERE input = {} AND position = {}"
    assert journal.one(state.format(there.input, 0)) == PENDING
    assert journal.all("SELECT server FROM codatsynccommerce.operations") == [(1,)]
    # One that has another operation by now is not concerned.
    settle(store, third, PENDING, operation="op-3")
    journal.set("records", "operation = 'op-4'", "position = 2")
    journal.call("unprove", store.server, "op-3", "reason")
    assert journal.one(state.format(third.input, 2)) == PENDING


def test_disputed_history_record_is_asked_for(journal: SharedJournal) -> None:
    """The push history has named an operation that another record holds."""
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, second = lease(store)
    settle(store, first, PENDING, operation="op-1")
    store.hand_over(second, SENT, history_read=False)
    (again,) = store.take_unproved()
    store._keep(again, {**Outcome(PENDING, "op-1")._asdict(), "needs_history": True})  # pyright: ignore[reportPrivateUsage]
    store.flush()
    assert not journal.record(1)["needs_history"]


def test_event_before_the_response_settles_its_record(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 3)
    journal.fill(ONE, name="another")
    store = journal.worker()
    journal.all(
        "INSERT INTO codatsynccommerce.events VALUES (1, 'op-0', 'succeeded', 'id-0'),"
        " (1, 'op-1', 'failed', NULL), (2, 'op-2', 'succeeded', 'id-2')"
    )
    journal.set("companies", "progress_at = '-infinity'")
    for record in lease(store, 3):
        settle(store, record, PENDING, operation=f"op-{record.position}")
        stored = journal.all(
            "SELECT state, record_id FROM codatsynccommerce.records WHERE input = 1 AND position = %s", record.position
        )
        assert stored == [(SUCCEEDED, "id-0") if record.position == 0 else (PENDING, None)]
        follows = journal.one("SELECT progress_at > '-infinity' FROM codatsynccommerce.companies")
        assert follows == (record.position > 0)
    content = journal.all("SELECT position FROM codatsynccommerce.content WHERE input = 1 ORDER BY position")
    assert content == [(1,), (2,)]


def test_new_operation_is_polled_soon_after_a_quiet_time(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, second = lease(store)
    state = "SELECT poll_pause, progress_at > clock_timestamp() - interval '1 minute' FROM codatsynccommerce.companies"
    journal.set("companies", "poll_pause = 9, poll_at = clock_timestamp(), progress_at = '-infinity'")
    settle(store, first, PENDING, operation="op-1")
    assert journal.all(state) == [(9, True)]
    journal.set("companies", "poll_at = clock_timestamp() - interval '2 minutes', progress_at = '-infinity'")
    settle(store, second, PENDING, operation="op-2")
    assert journal.all(state) == [(0, True)]


def test_pending_records_get_their_outcome(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 5)
    store = journal.worker()
    for record in lease(store):
        settle(store, record, PENDING, operation=f"op-{record.position}", warnings="w")
    journal.set("records", "state = 'timed out'", "position = 2")
    journal.set("records", "operation = 'op-9'", "position = 3")
    store.update_pending(
        [
            Outcome(SUCCEEDED, "op-0", record_id="id-0"),
            Outcome(FAILED, "op-1", error="why", warnings="new"),
            Outcome(SUCCEEDED, "op-2"),
            Outcome(SUCCEEDED, "op-3"),
            Outcome(PENDING, "op-4"),
            Outcome(SUCCEEDED, "op-5"),
        ]
    )
    stored = [journal.record(position) for position in range(5)]
    assert [one["state"] for one in stored] == [SUCCEEDED, FAILED, TIMED_OUT, PENDING, PENDING]
    assert [one["has_content"] for one in stored] == [False, True, True, True, True]
    assert (stored[0]["record_id"], stored[0]["warnings"]) == ("id-0", "w")
    assert (stored[1]["error"], stored[1]["warnings"], store.ended) == ("why", "new", 2)


@pytest.mark.parametrize("order", [1, -1])
def test_record_gets_the_outcome_of_its_newest_operation(journal: SharedJournal, order: int) -> None:
    """The push history also shows those that failed before the record was sent again."""
    journal.fill(*[ONE] * 3)
    store = journal.worker()
    history: list[Outcome] = []
    for attempt in range(3):
        for record in lease(store):
            operation = f"op-{record.position}-{attempt}"
            settle(store, record, PENDING, operation=operation)
            failed = Outcome(FAILED, operation, error=f"why {attempt}")
            history.append(failed if attempt < 2 else Outcome(SUCCEEDED, operation, record_id=f"id-{record.position}"))
        store.update_pending(history[::order])
        if attempt < 2:
            assert [journal.record(position)["error"] for position in range(3)] == [f"why {attempt}"] * 3
            journal.all("SELECT codatsynccommerce.release_failed(ARRAY[1])")
    stored = [journal.record(position) for position in range(3)]
    assert [(one["state"], one["record_id"], one["error"]) for one in stored] == [
        (SUCCEEDED, f"id-{position}", None) for position in range(3)
    ]


def test_operations_of_another_server_are_not_updated(journal: SharedJournal) -> None:
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    elsewhere = journal.worker()
    (there,) = lease(elsewhere)
    settle(elsewhere, there, PENDING, operation="op-1")
    journal.fill(ONE, name="here")
    store = journal.worker()
    store.update_pending([Outcome(SUCCEEDED, "op-1")])
    assert store.ended == 0
    (here,) = lease(store)
    assert UnprovedRecords(store, [here]).held_of(["op-1"]) == set()


def unproved(store: WorkerStore, records: list[JournalRecord]) -> None:
    """Leave records to their push history."""
    for record in records:
        store.hand_over(record, SENT, history_read=False)
    store.flush()


def test_history_is_read_for_a_company_of_a_journal(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2, SAME_COMPANY, OTHER, name="mine")
    journal.fill(ONE, name="another")
    store = journal.worker()
    unproved(store, [*lease(store), *lease(store)])
    other = journal.worker()
    groups = [
        [(record.journal, record.target.company_id, record.position) for record in other.take_unproved()]
        for _ in range(4)
    ]
    assert sorted(groups) == [[], [(1, "one", 0), (1, "one", 1), (1, "one", 2)], [(1, "two", 3)], [(2, "one", 0)]]
    rows = journal.all(
        "SELECT fence, holder, due_at > clock_timestamp() + interval '90 seconds' FROM codatsynccommerce.records"
    )
    assert rows == [(2, other.worker, True)] * 5
    assert other.lease(9, None) == []


def test_history_is_read_of_what_needs_it_only(journal: SharedJournal) -> None:
    """A record that is due to be asked for, is asked for."""
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    first, _ = lease(store)
    journal.set("records", "holder = NULL, asked = 5, due_at = clock_timestamp() - interval '2 minutes'")
    assert store.take_unproved() == []
    journal.set("records", "needs_history = true", f"position = {first.position}")
    assert [record.position for record in store.take_unproved()] == [first.position]


def test_history_lease_lasts_a_minute(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    unproved(store, lease(store))
    store.lease_seconds = 5.0
    (record,) = store.take_unproved()
    assert record.body is not None
    assert journal.record()["due_in"] == pytest.approx(60, abs=9)
    assert store.take_unproved() == []


def test_history_is_read_of_own_journals_only(journal: SharedJournal) -> None:
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    unproved(elsewhere := journal.worker(), lease(elsewhere))
    journal.fill(ONE, name="mine")
    journal.fill(ONE, name="another")
    store = journal.worker(names=["mine"])
    assert store.take_unproved() == []
    everything = journal.worker()
    unproved(everything, lease(everything))
    assert [record.journal for record in store.take_unproved()] == [2]
    assert store.take_unproved() == []
    assert [record.journal for record in everything.take_unproved()] == [3]


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        ("state = 'ready'", True),
        ("state = 'sending', needs_history = false, holder = 7", True),
        ("state = 'sending', needs_history = false, holder = NULL, asked = 1", True),
        ("state = 'sending', needs_history = false, holder = NULL, asked = 2", False),
        ("state = 'sending', needs_history = true, holder = 7, due_at = 'infinity'", False),
        ("state = 'failed'", False),
    ],
)
def test_history_waits_for_what_is_under_way(journal: SharedJournal, change: str, *, waits: bool) -> None:
    """What is under way may be what the history shows."""
    journal.fill(ONE, SAME_COMPANY)
    journal.fill(ONE, name="another")
    store = journal.worker()
    first, second = lease(store, 2)
    unproved(store, [first])
    journal.set("records", change, "input = 1 AND position = 1")
    assert [record.position for record in store.take_unproved()] == ([] if waits else [0])
    journal.set("records", "due_at = clock_timestamp() - interval '2 minutes'", "input = 1 AND position = 0")
    assert [record.position for record in store.take_unproved()] == [0]
    assert second.position == 1


def test_history_waits_for_no_other_company(journal: SharedJournal) -> None:
    journal.fill(ONE, OTHER)
    store = journal.worker()
    (first,) = lease(store, 1)
    unproved(store, [first])
    assert [record.position for record in store.take_unproved()] == [0]


def test_record_without_proof_is_read_for_later(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    unproved(store, lease(store))
    for seconds in (300, 300, 900, 900):
        (record,) = store.take_unproved()
        UnprovedRecords(store, [record]).settle(record, Outcome(SENDING, error="no proof"), SENT)
        store.flush()
        stored = journal.record()
        assert (stored["due_in"], stored["needs_history"], stored["holder"]) == (about(seconds), True, None)
        assert store.take_unproved() == []
        journal.set("records", "due_at = clock_timestamp()")


def test_record_is_taken_back_from_its_history(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    unproved(store, lease(store))
    (record,) = store.take_unproved()
    store.ask_again(record, SENT)
    assert positions(store.lease(5, None)) == [0]
    assert not journal.record()["needs_history"]


TAKE_UNPROVED = "SELECT position FROM codatsynccommerce.take_unproved(1, {}, NULL, 130, {}, 2)"


def test_history_of_a_company_is_read_by_one(journal: SharedJournal) -> None:
    journal.fill(*[ONE] * 2, *[OTHER] * 2)
    store = journal.worker()
    unproved(store, [*lease(store), *lease(store)])
    take = TAKE_UNPROVED.format(store.worker, 500)
    with psycopg.connect(journal.url) as reading:
        (taken, _) = reading.execute(take.encode()).fetchall()
        others = store.take_unproved()
        assert {record.target.company_id for record in others} == {"two" if taken[0] < 2 else "one"}
        assert store.take_unproved() == []
    assert journal.all("SELECT DISTINCT fence FROM codatsynccommerce.records") == [(2,)]
    journal.set("records", "due_at = clock_timestamp()", "position < 2")
    with_one_locked = journal.race("SELECT 1 FROM codatsynccommerce.records WHERE position = 0 FOR UPDATE", take)
    assert with_one_locked == [(1,)]
    journal.set("records", "due_at = clock_timestamp()")
    assert len(journal.all(TAKE_UNPROVED.format(store.worker, 1))) == 1


def test_candidates_of_a_company_are_replaced(journal: SharedJournal) -> None:
    journal.fill(ONE, OTHER, name="mine")
    journal.fill(ONE, name="another")
    store = journal.worker()
    records = {(one.journal, one.target.company_id): one for one in [*lease(store), *lease(store)]}
    for (number, company), record in records.items():
        view = UnprovedRecords(store, [record])
        view.set_candidates(company, [Candidate(f"old-{number}", 1.0, "customers", "Pending")])
    UnprovedRecords(store, [records[1, "one"]]).set_candidates("one", [Candidate("new", 2.0, "customers", "Pending")])
    rows = journal.all("SELECT journal, company, operation FROM codatsynccommerce.candidates ORDER BY 1, 2")
    assert rows == [(1, "one", "new"), (1, "two", "old-1"), (2, "one", "old-2")]


def test_history_counts_operations_of_its_journal(journal: SharedJournal) -> None:
    journal.fill(ONE, SAME_COMPANY, OTHER, name="mine")
    journal.fill(ONE, name="another")
    store = journal.worker()
    records = [*lease(store), *lease(store)]
    for number, record in enumerate(records):
        settle(store, record, PENDING, operation=f"op-{number}")
    mine = UnprovedRecords(store, [one for one in records if one.journal == 1])
    assert (mine.held_count("one"), mine.held_count("two"), mine.began()) == (2, 1, 1000.0)
    assert mine.held_of([f"op-{number}" for number in range(9)]) == {"op-0", "op-1", "op-2", "op-3"}


@pytest.mark.parametrize(
    ("change", "if_open", "if_closed"),
    [
        ("state = 'ready'", True, False),
        ("holder = 7, due_at = 'infinity'", True, True),
        ("holder = 7, due_at = clock_timestamp()", True, False),
        ("holder = NULL, asked = 1, due_at = 'infinity'", True, False),
        ("holder = NULL, asked = 2", False, False),
        ("needs_history = true, holder = 7, due_at = 'infinity'", True, True),
        ("needs_history = true, holder = NULL, due_at = clock_timestamp()", True, True),
        ("needs_history = true, holder = NULL, due_at = 'infinity'", False, False),
        ("state = 'failed'", False, False),
    ],
)
def test_worker_ends_when_nothing_is_left(
    journal: SharedJournal, change: str, *, if_open: bool, if_closed: bool
) -> None:
    journal.fill(ONE)
    store = journal.worker()
    lease(store)
    journal.set("records", change)
    assert store.work_left(None, follows=True) == (if_open, False)
    journal.set("connections", "closed_at = clock_timestamp()")
    assert store.work_left(None, follows=True) == (if_closed, False)


def test_worker_waits_for_its_own_journals_only(journal: SharedJournal) -> None:
    journal.fill(ONE, name="elsewhere", server="http://127.0.0.1:8")
    elsewhere = journal.worker()
    journal.fill(*[ONE] * 2, name="mine")
    journal.fill(*[ONE] * 2, name="another")
    store, everything = journal.worker(names=["mine"]), journal.worker()
    assert store.work_left(None, follows=True) == everything.work_left(None, follows=True) == (True, False)
    first, second = lease(store)
    settle(store, first, FAILED)
    settle(store, second, FAILED)
    assert store.work_left(None, follows=True) == (False, False)
    assert everything.work_left(None, follows=True) == (True, False)
    unproved(everything, lease(everything))
    assert store.work_left(None, follows=True) == (False, False)
    first, second = everything.take_unproved()
    for number, record in enumerate((first, second)):
        settle(everything, record, PENDING, operation=f"op-{number}")
    assert store.work_left(None, follows=True) == (False, False)
    assert everything.work_left(None, follows=True) == (False, True)
    assert everything.work_left(None, follows=False) == (False, False)
    unproved(elsewhere, lease(elsewhere))
    assert everything.work_left(None, follows=True) == (False, True)
    journal.set("records", "state = 'failed'", "state = 'pending'")
    assert everything.work_left(None, follows=True) == (False, False)


def test_worker_gives_up_a_company_that_stalls(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    (record,) = lease(store)
    settle(store, record, PENDING, operation="op-1")
    assert store.work_left(60.0, follows=True) == (False, True)
    journal.set("companies", "progress_at = clock_timestamp() - interval '2 minutes'")
    assert store.work_left(60.0, follows=True) == (False, False)
    assert store.take_poll(1.0, 2.0, 5.0, 60.0) is None
    assert store.work_left(None, follows=True) == (False, True)
    journal.set("companies", "poll_error = '401'")
    assert store.work_left(None, follows=True) == (False, False)
    assert store.take_poll(1.0, 2.0, 5.0, None) is None
    journal.set("companies", "poll_error = NULL")
    assert store.take_poll(1.0, 2.0, 5.0, None) is not None


def pend(store: WorkerStore, requested: float | None = 5.0) -> None:
    """Let all records be accepted, each later than the one before."""
    while records := lease(store):
        for record in records:
            at = None if requested is None else requested + record.position
            settle(store, record, PENDING, operation=f"{record.journal}-{record.position}", requested=at)


def test_companies_are_polled_in_turn(journal: SharedJournal) -> None:
    journal.fill(ONE, SAME_COMPANY, OTHER)
    store, other = journal.worker(), journal.worker()
    pend(store)
    journal.set("companies", "poll_at = clock_timestamp() - interval '1 minute'", "company = 'two'")
    journal.set("companies", "poll_at = clock_timestamp() - interval '1 second'", "company = 'one'")
    first, second = store.take_poll(1.0, 2.0, 5.0, None), other.take_poll(1.0, 2.0, 5.0, None)
    assert first is not None
    assert second is not None
    assert [(one.company_id, one.oldest) for one in (first, second)] == [("two", 7.0), ("one", 5.0)]
    assert store.take_poll(1.0, 2.0, 5.0, None) is None
    # Another worker may read it if this one takes too long.
    due = "SELECT extract(epoch FROM poll_at - clock_timestamp())::float8 FROM codatsynccommerce.companies"
    assert journal.all(due) == [(about(60),), (about(60),)]


def test_pauses_between_polls_grow(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    pend(store)
    pauses: list[float] = []
    for _ in range(5):
        journal.set("companies", "poll_at = clock_timestamp()")
        store.take_poll(10.0, 2.0, 50.0, None)
        store.end_poll("one", None, lasting=False, ended=0)
        pauses.append(journal.one("SELECT poll_pause FROM codatsynccommerce.companies"))
        due = journal.one(
            "SELECT extract(epoch FROM poll_at - clock_timestamp())::float8 FROM codatsynccommerce.companies"
        )
        assert pauses[-1] - 9 < due <= pauses[-1]
    assert pauses == [10, 20, 40, 50, 50]


def test_poll_reads_back_to_the_oldest_of_all_journals(journal: SharedJournal) -> None:
    """What is read settles the records of every journal."""
    journal.fill(ONE, OTHER, name="mine")
    journal.fill(*[ONE] * 2, name="another")
    store = journal.worker(names=["mine"])
    everything = journal.worker()
    pend(everything, requested=100.0)
    journal.set("records", "requested = 3", "input = 2 AND position = 1")
    journal.set("records", "requested = 1", "input = 1 AND position = 1")
    journal.set("companies", "poll_at = '-infinity'")
    company = store.take_poll(1.0, 2.0, 5.0, None)
    assert company is not None
    assert (company.company_id, company.oldest) == ("one", 3.0)
    journal.set("records", "requested = NULL", "input = 2 AND position = 0")
    journal.set("companies", "poll_at = '-infinity'", "company = 'one'")
    company = store.take_poll(1.0, 2.0, 5.0, None)
    assert company is not None
    assert (company.company_id, company.oldest) == ("one", None)


def test_worker_polls_for_its_own_journals_only(journal: SharedJournal) -> None:
    journal.fill(OTHER, name="elsewhere", server="http://127.0.0.1:8")
    pend(journal.worker())
    journal.fill(ONE, name="mine")
    journal.fill(OTHER, name="another")
    everything, store = journal.worker(), journal.worker(names=["mine"])
    assert everything.take_poll(1.0, 2.0, 5.0, None) is None
    pend(everything)
    polled = store.take_poll(1.0, 2.0, 5.0, None)
    assert polled is not None
    assert polled.company_id == "one"
    assert store.take_poll(1.0, 2.0, 5.0, None) is None


def test_company_is_polled_by_one_worker(journal: SharedJournal) -> None:
    journal.fill(ONE, OTHER)
    store = journal.worker()
    pend(store)
    with psycopg.connect(journal.url) as polling:
        polling.execute(b"SELECT company FROM codatsynccommerce.take_poll(1, NULL, 60, 1, 2, 5, NULL)")
        polled = store.take_poll(1.0, 2.0, 5.0, None)
        assert polled is not None
        assert polled.company_id == "two"
        assert store.take_poll(1.0, 2.0, 5.0, None) is None
    assert store.take_poll(1.0, 2.0, 5.0, None) is None


def test_waking_waits_for_a_lease(journal: SharedJournal) -> None:
    """Or the lease, which finds nothing more to send, would put the company to sleep."""
    journal.fill(*[ONE] * 2)
    store = journal.worker()
    lease(store)
    empty = "SELECT position FROM codatsynccommerce.lease(1, {}, NULL, 9, 9, 1, 'default', NULL, NULL, 10)"
    journal.set("queues", "work_at = '-infinity'")
    journal.race(empty.format(store.worker), "SELECT codatsynccommerce.wake('{1}', '{1}')")
    assert journal.one("SELECT work_at = '-infinity' FROM codatsynccommerce.queues")
    assert journal.one("SELECT has_work FROM codatsynccommerce.companies")
    journal.all("SELECT codatsynccommerce.wake(ARRAY[NULL::int], '{1}')")
    assert journal.one("SELECT count(*) FROM codatsynccommerce.queues") == 1


def test_waking_keeps_no_lease_waiting(journal: SharedJournal) -> None:
    """A lease has locked the company, and writes its queue next."""
    journal.fill(ONE)
    waking = Database(journal.url)
    with psycopg.connect(journal.url) as leasing:
        leasing.execute("SELECT 1 FROM codatsynccommerce.companies FOR NO KEY UPDATE")
        thread = Thread(target=waking.rows, args=("SELECT codatsynccommerce.wake('{1}', '{1}')",))
        thread.start()
        try:
            waits = "SELECT 1 FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
            wait_until(lambda: journal.all(waits, leasing.info.backend_pid), while_alive=thread.is_alive)
            leasing.execute("SELECT 1 FROM codatsynccommerce.queues FOR NO KEY UPDATE NOWAIT")
        finally:
            leasing.rollback()
            thread.join()
            waking.close()


def test_what_was_lost_with_the_connection_is_written_later(journal: SharedJournal) -> None:
    journal.fill(ONE)
    store = journal.worker()
    (record,) = lease(store)
    store.settle(record, Outcome(FAILED), SENT)
    journal.all("ALTER TABLE codatsynccommerce.records RENAME TO gone")
    with pytest.raises(bulk.JournalError):
        store.flush()
    journal.all("ALTER TABLE codatsynccommerce.gone RENAME TO records")
    assert journal.record()["state"] == SENDING
    store.leave()
    assert journal.record()["state"] == FAILED


@pytest.mark.parametrize("do", ["lease", "take_poll", "take_unproved", "leave"])
def test_outcomes_that_wait_are_written_first(journal: SharedJournal, do: str) -> None:
    journal.fill(ONE)
    store = journal.worker()
    (record,) = lease(store)
    store.settle(record, Outcome(FAILED), SENT)
    values: dict[str, tuple[Any, ...]] = {"lease": (1, None), "take_poll": (1.0, 2.0, 5.0, None)}
    getattr(store, do)(*values.get(do, ()))
    assert journal.record()["state"] == FAILED
