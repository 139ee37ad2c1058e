"""A run that ended early goes on where it was: nothing lost, nothing twice, and another input is told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from support.bulk_shop import Shop

ANSWERS_LOST = 7
"""Lost answers that make a run give up on a record: four attempts, and three once more at its end."""
HOUR_AND_A_HALF = 90 * 60


def test_a_second_run_sends_nothing(shop: Shop) -> None:
    shop.push(shop.customers(10))
    seen = len(shop.sandbox.requests)
    assert shop.push(shop.customers(10)).succeeded == 10
    assert len(shop.sandbox.requests) == seen


def test_an_input_that_has_grown_is_pushed_from_where_it_was(shop: Shop) -> None:
    shop.push(shop.customers(3))
    assert shop.push(shop.customers(5)).succeeded == 5
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(5))


def test_another_input_is_told_and_not_sent(shop: Shop) -> None:
    shop.push(shop.customers(3))
    other = [shop.customer("Customer 0"), shop.customer("Another"), shop.customer("More")]
    with pytest.raises(
        bulk.JournalError, match=r"record 1 of the input is not the one .*journal\.sqlite was made with"
    ):
        shop.push(other)
    with pytest.raises(bulk.JournalError, match="the input ends after 2 records, and the journal holds 1 more"):
        shop.push(shop.customers(2))
    elsewhere = shop.customer("Customer 0")
    elsewhere.connection_id = shop.sandbox.commerce_connection_id
    with pytest.raises(bulk.JournalError, match="record 0"):
        shop.push([elsewhere])
    assert len(shop.keys) == 3


def test_the_journal_of_another_operation_is_told(shop: Shop) -> None:
    shop.push(shop.customers(1))
    create = shop.client.accounting_accounts.create_accounting_account
    with pytest.raises(bulk.JournalError, match="is the journal of create-accounting-customer"):
        bulk.push(create, [], journal=shop.journal)


def test_a_file_that_is_no_journal_is_left_alone(shop: Shop) -> None:
    shop.journal.write_text("name,city\n" * 100)
    with pytest.raises(bulk.JournalError, match="file is not a database"):
        shop.push(shop.customers(1))
    shop.journal.unlink()
    with sqlite3.connect(shop.journal) as database:
        database.execute("CREATE TABLE mine (a)")
    database.close()
    before = shop.journal.read_bytes()
    with pytest.raises(bulk.JournalError, match="is no journal"):
        shop.push(shop.customers(1))
    assert shop.journal.read_bytes() == before
    with pytest.raises(bulk.JournalError, match="is no journal"):
        bulk.read_report(shop.journal)


def test_no_two_runs_share_a_journal(shop: Shop) -> None:
    def second() -> Any:
        for number in range(2):
            if number:
                with pytest.raises(bulk.JournalError, match="is in use by another run"):
                    shop.push([])
                command = [sys.executable, "-c", OPEN_JOURNAL, str(shop.journal)]
                run = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own
                assert "JournalError" in run.stderr
                assert "is in use by another run" in run.stderr
            yield shop.customer(f"Customer {number}")

    assert shop.push(second()).succeeded == 2


OPEN_JOURNAL = "import sys; from codatsynccommerce import bulk; bulk.read_report(sys.argv[1])"


@pytest.mark.parametrize("fault", ["drop", "cut", "lost"])
def test_a_record_whose_every_answer_was_lost_is_asked_for_under_its_key(shop: Shop, fault: Any) -> None:
    shop.sandbox.fail_next(fault, times=ANSWERS_LOST)
    first = shop.push([shop.customer("Ada")], workers=1)
    assert (first.unknown, shop.names) == (1, ["Ada"])
    shop.time.seconds += 80 * 60
    second = shop.push([shop.customer("Ada")])
    assert (second.succeeded, shop.names, len(set(shop.keys))) == (1, ["Ada"], 1)


@pytest.mark.parametrize("fault", ["reset", 503])
def test_a_record_that_never_arrived_is_sent_under_its_key(shop: Shop, fault: Any) -> None:
    shop.sandbox.fail_next(fault, times=ANSWERS_LOST)
    assert shop.push([shop.customer("Ada")], workers=1).unknown == 1
    assert (shop.push([shop.customer("Ada")]).succeeded, shop.names) == (1, ["Ada"])
    assert len(set(shop.keys)) == 1


def test_past_the_memory_of_the_api_a_record_that_was_taken_is_found_in_the_push_history(shop: Shop) -> None:
    shop.push([shop.customer("First")], workers=1)
    shop.time.seconds += 1000
    shop.sandbox.fail_next("drop", times=ANSWERS_LOST)
    requests = [shop.customer("First"), shop.customer("Ada")]
    assert shop.push(requests, workers=1).unknown == 1
    shop.time.seconds += HOUR_AND_A_HALF
    sent = len(shop.keys)
    report = shop.push(requests)
    assert (report.succeeded, shop.names, len(shop.keys)) == (2, ["First", "Ada"], sent)
    row = list(report.rows())[1]
    assert row.operation_key == shop.sandbox.ledger[1].push_operation_key
    assert row.warnings == "found in the push history by its time"


def test_past_the_memory_of_the_api_a_record_that_is_not_in_the_history_is_sent_under_a_new_key(shop: Shop) -> None:
    shop.push([shop.customer("First")], workers=1)
    shop.time.seconds += 1000
    shop.sandbox.fail_next("reset", times=ANSWERS_LOST)
    requests = [shop.customer("First"), shop.customer("Ada")]
    assert shop.push(requests, workers=1).unknown == 1
    shop.time.seconds += HOUR_AND_A_HALF
    assert (shop.push(requests).succeeded, shop.names) == (2, ["First", "Ada"])
    assert len(set(shop.keys)) == 3
    paths = [one.path.rpartition("/")[2] for one in shop.sandbox.requests]
    assert paths[-3:] == ["customers", "push", "push"]
    assert paths[-4] == "push"


def test_past_the_memory_of_the_api_what_the_history_cannot_tell_is_unknown_and_never_sent(shop: Shop) -> None:
    requests = [shop.customer("Ada"), shop.customer("Eve")]
    shop.sandbox.fail_next("drop", times=4)
    shop.sandbox.fail_next("reset", times=4 + 3 + 3)
    shop.push(requests, workers=1)
    assert shop.names == ["Ada"]
    for _ in range(2):
        shop.time.seconds += HOUR_AND_A_HALF
        sent = len(shop.keys)
        report = shop.push(requests)
        assert (report.unknown, len(shop.keys)) == (2, sent)
    (operation,) = shop.sandbox.ledger
    assert all(
        f"2 records may be 1 push operations of that time, look at {operation.push_operation_key}" == row.error
        for row in report.rows()
    )


def test_records_that_were_all_taken_are_settled_together(shop: Shop) -> None:
    requests = [shop.customer("Ada"), shop.customer("Eve")]
    shop.sandbox.fail_next("drop", times=2 * ANSWERS_LOST)
    assert shop.push(requests, workers=1).unknown == 2
    shop.time.seconds += HOUR_AND_A_HALF
    assert (shop.push(requests).succeeded, shop.names) == (2, ["Ada", "Eve"])


def test_the_push_of_another_record_is_not_taken_for_one_that_was_lost(shop: Shop) -> None:
    create = shop.client.accounting_customers.create_accounting_customer
    shop.push([shop.customer("First")], workers=1)
    other = operations.CreateAccountingAccountRequest(shop.sandbox.company_id, shop.sandbox.connection_id)
    shop.sandbox.fail_next("reset", times=ANSWERS_LOST)
    requests = [shop.customer("First"), shop.customer("Ada")]
    shop.push(requests, workers=1)
    other.accounting_account = shared.AccountingAccount(name="Sales")
    shop.client.accounting_accounts.create_accounting_account(other)
    shop.time.seconds += 3600
    create(shop.customer("Somebody else's"))
    shop.time.seconds += 3600
    assert shop.push(requests).succeeded == 2
    assert shop.names[-1] == "Ada"


@pytest.mark.parametrize("ahead", [3 * 3600.0, -3 * 3600.0])
def test_clocks_that_differ_are_allowed_for(shop: Shop, ahead: float) -> None:
    shop.sandbox._app.now = lambda: shop.time.seconds + ahead
    shop.push([shop.customer("First")], workers=1)
    shop.sandbox.fail_next("drop", times=ANSWERS_LOST)
    requests = [shop.customer("First"), shop.customer("Ada")]
    shop.push(requests, workers=1)
    shop.time.seconds += 600
    for number in range(60):  # More than the history shows before the reading of it may stop.
        shop.client.accounting_customers.create_accounting_customer(shop.customer(f"Later {number}"))
    shop.time.seconds += HOUR_AND_A_HALF
    assert shop.push(requests).succeeded == 2
    assert shop.names.count("Ada") == 1


def test_without_the_push_history_nothing_old_is_sent(shop: Shop) -> None:
    shop.sandbox.fail_next("reset", times=ANSWERS_LOST)
    shop.push([shop.customer("Ada")], workers=1)
    shop.time.seconds += HOUR_AND_A_HALF
    shop.sandbox.fail_next(503, times=4)
    (row,) = shop.push([shop.customer("Ada")]).rows()
    assert row.status == "unknown"
    assert row.error is not None
    assert row.error.startswith("no push history: 503")
    assert (shop.push([shop.customer("Ada")]).succeeded, shop.names) == (1, ["Ada"])


def test_a_500_is_looked_up_in_the_push_history_and_then_counts_as_failed(shop: Shop) -> None:
    shop.sandbox.fail_next(500)
    assert shop.push([shop.customer("Ada")]).unknown == 1
    assert shop.push([shop.customer("Ada")]).unknown == 1
    assert len(shop.keys) == 1
    shop.time.seconds += 301
    report = shop.push([shop.customer("Ada")])
    (row,) = report.rows()
    assert row.status == "failed"
    assert row.error is not None
    assert row.error.endswith("; not in the push history")
    assert (report.retry_failed().succeeded, shop.names) == (1, ["Ada"])


def test_what_failed_is_sent_again_under_new_keys(shop: Shop) -> None:
    shop.sandbox.fail_next(400, times=3)
    report = shop.push(shop.customers(5), workers=1)
    assert (report.succeeded, report.failed) == (2, 3)
    again = report.retry_failed()
    assert (again.succeeded, again.failed) == (5, 0)
    assert len(set(shop.keys)) == 8
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(5))
    assert shop.push(shop.customers(5)).succeeded == 5
    assert len(shop.keys) == 8


def test_what_failed_is_sent_again_by_a_later_program(shop: Shop) -> None:
    shop.push([shop.customer("please reject me"), shop.customer("Ada", email_address=object())])
    create = shop.client.accounting_customers.create_accounting_customer
    report = bulk.retry_failed(create, journal=shop.journal)
    assert (report.failed, shop.names) == (2, ["please reject me"] * 2)
    with pytest.raises(errors.RequestError, match="this report has no client"):
        bulk.read_report(shop.journal).retry_failed()


def test_a_push_that_failed_before_is_not_taken_for_a_later_attempt(shop: Shop) -> None:
    report = shop.push([shop.customer("please reject me")])
    shop.sandbox.fail_next("reset", times=ANSWERS_LOST)
    assert report.retry_failed().unknown == 1
    shop.time.seconds += HOUR_AND_A_HALF
    assert shop.push([shop.customer("please reject me")]).failed == 1
    assert len(shop.names) == 2


def test_the_content_of_a_record_is_forgotten_once_it_is_created(shop: Shop) -> None:
    shop.push([shop.customer("Ada Secret")])
    assert b"Ada Secret" not in shop.journal.read_bytes()
