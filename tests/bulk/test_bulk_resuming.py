"""A run that ended early goes on where it was: nothing lost, nothing twice, and another input is reported."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from support.bulk_shop import Shop

pytestmark = pytest.mark.both_stores

LOST_RESPONSES = 7
"""Lost responses after which a run gives up on a record: four attempts, and three once more at its end."""


def test_second_run_sends_nothing(shop: Shop) -> None:
    shop.push(shop.customers(10))
    seen = len(shop.sandbox.requests)
    assert shop.push(shop.customers(10)).succeeded == 10
    assert len(shop.sandbox.requests) == seen


def test_grown_input_is_continued(shop: Shop) -> None:
    shop.push(shop.customers(3))
    assert shop.push(shop.customers(5)).succeeded == 5
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(5))


def test_other_input_is_refused(shop: Shop) -> None:
    shop.push(shop.customers(3))
    other = [shop.customer("Customer 0"), shop.customer("Another"), shop.customer("More")]
    with pytest.raises(
        bulk.JournalError,
        match=r"the record at index 1 of the input is not the one .*(journal\.sqlite|orders) was made with",
    ):
        shop.push(other)
    with pytest.raises(bulk.JournalError, match="the input ends after 2 records, and the journal holds 1 more"):
        shop.push(shop.customers(2))
    elsewhere = shop.customer("Customer 0")
    elsewhere.connection_id = shop.sandbox.commerce_connection_id
    with pytest.raises(bulk.JournalError, match="the record at index 0 "):
        shop.push([elsewhere])
    assert len(shop.keys) == 3


@pytest.mark.only_file("a journal in a database holds several operations")
def test_journal_of_other_operation_is_refused(shop: Shop) -> None:
    shop.push(shop.customers(1))
    create = shop.client.accounting_accounts.create_accounting_account
    with pytest.raises(bulk.JournalError, match="made for create-accounting-customer, not for create-accounting-acc"):
        bulk.push(create, [], **shop.where)


@pytest.mark.only_file("it is about files")
def test_other_file_is_left_alone(shop: Shop) -> None:
    shop.journal.write_text("name,city\n" * 100)
    with pytest.raises(bulk.JournalError, match="is not a journal"):
        shop.push(shop.customers(1))
    shop.journal.unlink()
    with sqlite3.connect(shop.journal) as database:
        database.execute("CREATE TABLE mine (a)")
    database.close()
    before = shop.journal.read_bytes()
    with pytest.raises(bulk.JournalError, match="is not a journal"):
        shop.push(shop.customers(1))
    assert shop.journal.read_bytes() == before
    with pytest.raises(bulk.JournalError, match="is not a journal"):
        shop.report()


@pytest.mark.only_file("it is about files")
def test_no_two_runs_share_a_journal(shop: Shop) -> None:
    def second() -> Any:
        for number in range(2):
            if number:
                with pytest.raises(bulk.JournalError, match="is in use by another run"):
                    shop.push([])
                for _ in range(2):
                    command = [sys.executable, "-c", PUSH_NOTHING, shop.sandbox.url, str(shop.journal)]
                    run = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own
                    assert "JournalError" in run.stderr
                    assert "is in use by another run" in run.stderr
                    # A backup: it drops the locks of this process on the journal itself.
                    shop.journal.read_bytes()
            yield shop.customer(f"Customer {number}")

    assert shop.push(second()).succeeded == 2


PUSH_NOTHING = """
import sys
from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce.models import shared
client = CodatSyncCommerce(shared.Security.from_api_key("key"), server_url=sys.argv[1])
bulk.push(client.accounting_customers.create_accounting_customer, [], journal=sys.argv[2])
"""


@pytest.mark.parametrize("fault", ["drop", "cut", "lost"])
def test_lost_record_is_asked_for_under_its_key(shop: Shop, fault: Any) -> None:
    shop.fail_creates(fault, times=LOST_RESPONSES)
    first = shop.push([shop.customer("Ada")], workers=1)
    assert (first.unknown, shop.names) == (1, ["Ada"])
    shop.time.seconds += 80 * 60
    second = shop.push([shop.customer("Ada")])
    assert (second.succeeded, shop.names, len(set(shop.keys))) == (1, ["Ada"], 1)


@pytest.mark.parametrize("fault", ["reset", 503])
def test_unarrived_record_keeps_its_key(shop: Shop, fault: Any) -> None:
    shop.fail_creates(fault, times=LOST_RESPONSES)
    assert shop.push([shop.customer("Ada")], workers=1).unknown == 1
    assert (shop.push([shop.customer("Ada")]).succeeded, shop.names) == (1, ["Ada"])
    assert len(set(shop.keys)) == 1


def test_failed_records_get_new_keys(shop: Shop) -> None:
    shop.fail_creates(400, times=3)
    report = shop.push(shop.customers(5), workers=1)
    assert (report.succeeded, report.failed) == (2, 3)
    again = report.retry_failed()
    assert (again.succeeded, again.failed) == (5, 0)
    assert len(set(shop.keys)) == 8
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(5))
    assert shop.push(shop.customers(5)).succeeded == 5
    assert len(shop.keys) == 8


def test_retried_record_has_the_outcome_of_its_last_push(shop: Shop) -> None:
    """The push history goes on to show the pushes that failed."""
    failed: set[str] = set()

    def fail(page: dict[str, Any]) -> dict[str, Any]:
        for push in page["results"]:
            if push["pushOperationKey"] in failed:
                push.update(status="Failed", errorMessage="The books are closed.", changes=[])
        return page

    shop.gateway.change_history(fail)
    shop.push(shop.customers(3), wait=False)
    failed.update(row.operation_key or "" for row in shop.report().rows())
    report = shop.push(shop.customers(3))
    assert [(row.status, row.error) for row in report.rows()] == [
        ("failed", "the push ended as Failed: The books are closed.")
    ] * 3
    report = report.retry_failed()
    assert [(row.status, row.error) for row in report.rows()] == [("succeeded", None)] * 3
    assert shop.push(shop.customers(3)).succeeded == 3
    assert len(shop.names) == 6


def test_later_program_retries_failed_records(shop: Shop) -> None:
    shop.push([shop.customer("please reject me"), shop.customer("Ada", email_address=object())])
    create = shop.client.accounting_customers.create_accounting_customer
    report = bulk.retry_failed(create, **shop.where)
    assert (report.failed, shop.names) == (2, ["please reject me"] * 2)
    with pytest.raises(errors.RequestError, match="this report has no client"):
        shop.report().retry_failed()


def test_content_is_forgotten_after_creation(shop: Shop) -> None:
    shop.push([shop.customer("Ada Secret")])
    assert b"Ada Secret" not in shop.kept()
