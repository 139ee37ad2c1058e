"""Responses that a gateway gives to the wrong record: no operation counts for a record that another one claims too."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.bulk.throttle import MAX_FAILURES
from codatsynccommerce.models import operations
from codatsynccommerce.sandbox.http import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest

pytestmark = pytest.mark.both_stores

LOST = "lost"
LOST_AT_FIRST = [LOST] * 4
"""What makes a run send other records before it asks again."""
LOST_FOR_A_RUN = [LOST] * 7
HOUR_AND_A_HALF = 90 * 60


def mix_up(shop: Shop, **scripts: list[str]) -> None:
    """Let a gateway answer the creation of each named record by a script: lost, or with the response to another one."""
    own: dict[str, HTTPResponse] = {}

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        response = behind()
        if request.method != "POST":
            return response
        name = json.loads(request.body or b"")["customerName"]
        own[name] = response
        script = scripts.get(name)
        step = script.pop(0) if script else name
        return response.delivered("closed") if step == LOST else own[step]

    shop.gateway.put(gateway)


def assert_each_has_its_own(shop: Shop, report: bulk.Report, *names: str) -> None:
    """Assert that each record was created once and is reported with its own operation and id."""
    created = {one.idempotency_key: one for one in shop.sandbox.ledger}
    rows = list(report.rows())
    assert [row.status for row in rows] == ["succeeded"] * len(names)
    assert [created[row.idempotency_key].record["customerName"] for row in rows] == list(names)
    assert sorted(shop.names) == sorted(names)
    for row in rows:
        assert row.operation_key == created[row.idempotency_key].push_operation_key
        push = shop.client.push_data.get_operation(
            company_id=shop.sandbox.company_id, push_operation_key=row.operation_key
        ).push_operation
        assert push is not None
        assert [change.record_ref.id for change in push.changes or [] if change.record_ref] == [row.record_id]


def customers(shop: Shop, *names: str) -> list[Any]:
    return [shop.customer(name) for name in names]


MIX_UPS = {
    "before the owner": {"Bob": LOST_AT_FIRST, "Ada": ["Bob"]},
    "after the owner": {"Ada": ["Bob"]},
    "owner lost again": {"Bob": [*LOST_AT_FIRST, "Bob", LOST], "Ada": ["Bob"]},
    "other lost again": {"Bob": LOST_AT_FIRST, "Ada": ["Bob", LOST]},
}


@pytest.mark.parametrize("scripts", MIX_UPS.values(), ids=list(MIX_UPS))
@pytest.mark.parametrize("wait", [True, False])
def test_each_record_gets_its_own_operation(shop: Shop, scripts: dict[str, list[str]], *, wait: bool) -> None:
    mix_up(shop, **{name: list(script) for name, script in scripts.items()})
    requests = customers(shop, "Bob", "Ada", "Eve")
    report = shop.push(requests, workers=1, wait=wait)
    assert report.unknown == 0
    assert_each_has_its_own(shop, report if wait else shop.push(requests), "Bob", "Ada", "Eve")


@pytest.mark.only_file("a database settles it in the first run")
@pytest.mark.parametrize("again", [["Bob"], LOST_AT_FIRST])
def test_next_run_settles_the_conflict(shop: Shop, again: list[str]) -> None:
    mix_up(shop, Bob=list(LOST_AT_FIRST), Ada=["Bob", *again])
    requests = customers(shop, "Bob", "Ada", "Eve")
    report = shop.push(requests, workers=1)
    assert [row.status for row in report.rows()] == ["unknown", "unknown", "succeeded"]
    assert_each_has_its_own(shop, shop.push(requests, workers=1), "Bob", "Ada", "Eve")


def test_chain_of_three_is_put_right(shop: Shop) -> None:
    mix_up(shop, Eve=list(LOST_AT_FIRST), Bob=["Eve"], Ada=["Bob"])
    assert_each_has_its_own(shop, shop.push(customers(shop, "Eve", "Bob", "Ada"), workers=1), "Eve", "Bob", "Ada")


def test_one_more_mix_up_settles_nothing(shop: Shop) -> None:
    """While Ada is asked for again, she gets the response to Eve, which Eve herself does not get any more."""
    mix_up(shop, Bob=list(LOST_AT_FIRST), Eve=[LOST] * 10, Ada=["Bob", "Eve"])
    requests = customers(shop, "Bob", "Eve", "Ada")
    # Not waiting: a database deletes the content of what succeeded, and without it a disputed record stays unknown.
    first = shop.push(requests, workers=1, wait=False)
    own = {one.idempotency_key: one.push_operation_key for one in shop.sandbox.ledger}
    assert all(row.operation_key in (None, own[row.idempotency_key]) for row in first.rows())
    assert_each_has_its_own(shop, shop.push(requests, workers=1), "Bob", "Eve", "Ada")


def test_operation_of_nobody_is_claimed_by_two(shop: Shop) -> None:
    """Both records get the response to a record of another program."""
    mix_up(shop, Ada=["Other"], Bob=["Other"])
    shop.client.accounting_customers.create_accounting_customer(shop.customer("Other"))
    report = shop.push(customers(shop, "Ada", "Bob"), workers=1)
    created = {one.idempotency_key: one.push_operation_key for one in shop.sandbox.ledger}
    assert [(row.status, row.operation_key) for row in report.rows()] == [
        ("succeeded", created[row.idempotency_key]) for row in report.rows()
    ]
    assert shop.names == ["Other", "Ada", "Bob"]


def test_stubborn_gateway_leaves_both_unknown(shop: Shop) -> None:
    mix_up(shop, Ada=["Bob"] * 100)
    requests = customers(shop, "Bob", "Ada", "Eve")
    for seconds in (0, 60, HOUR_AND_A_HALF):
        shop.time.seconds += seconds
        sent = len(shop.keys)
        report = shop.push(requests, workers=1)
        assert [row.status for row in report.rows()] == ["unknown", "unknown", "succeeded"]
        assert all(row.operation_key is None and row.record_id is None for row in report.rows("unknown"))
        assert len(shop.keys) - sent < 20
    assert len(shop.keys) == sent
    assert len(shop.names) == 3


@pytest.mark.only_file("a database deletes the content at once, and then it stays unknown")
def test_later_run_finds_the_conflict(shop: Shop) -> None:
    """The record that holds the operation has ended, and its content is deleted: the input still has it."""
    mix_up(shop, Bob=list(LOST_FOR_A_RUN), Ada=["Bob"])
    requests = customers(shop, "Bob", "Ada")
    first = shop.push(requests, workers=1)
    assert [row.status for row in first.rows()] == ["unknown", "succeeded"]
    second = shop.push(requests, workers=1)
    assert (second.unknown, second.failed) == (2, 0)
    create = shop.client.accounting_customers.create_accounting_customer
    sent = len(shop.keys)
    again = bulk.retry_failed(create, **shop.where)
    assert (again.unknown, [key for key in shop.keys[sent:] if key == list(again.rows())[1].idempotency_key]) == (2, [])
    assert_each_has_its_own(shop, shop.push(requests, workers=1), "Bob", "Ada")


@pytest.mark.only_file("a database deletes the content at once, and then it stays unknown")
def test_pending_holder_is_asked_at_once(shop: Shop) -> None:
    mix_up(shop, Bob=list(LOST_FOR_A_RUN), Ada=["Bob"])
    requests = customers(shop, "Bob", "Ada")
    assert shop.push(requests, workers=1, wait=False).pending == 1
    assert_each_has_its_own(shop, shop.push(requests), "Bob", "Ada")


def test_forgotten_keys_settle_nothing(shop: Shop) -> None:
    mix_up(shop, Bob=list(LOST_AT_FIRST), Ada=["Bob", *LOST_FOR_A_RUN])
    requests = customers(shop, "Bob", "Ada")
    assert shop.push(requests, workers=1).unknown == 2
    sent = len(shop.keys)
    shop.time.seconds += HOUR_AND_A_HALF
    report = shop.push(requests)
    assert (report.unknown, len(shop.keys), len(shop.names)) == (2, sent, 2)
    for row in report.rows():
        assert set(row.candidates) == {one.push_operation_key for one in shop.sandbox.ledger}


def test_failure_of_another_record_is_not_retried(shop: Shop) -> None:
    """Ada counts as failed by the operation of Bob. She must not be sent under a new key."""
    refused = "please reject me"
    mix_up(shop, **{refused: list(LOST_FOR_A_RUN), "Ada": [refused]})
    requests = customers(shop, refused, "Ada")
    assert [row.status for row in shop.push(requests, workers=1).rows()] == ["unknown", "failed"]
    create = shop.client.accounting_customers.create_accounting_customer
    report = bulk.retry_failed(create, **shop.where, workers=1)
    assert [row.status for row in report.rows()] == ["failed", "succeeded"]
    assert shop.names.count("Ada") == 1


def test_stopped_retry_leaves_failures_as_they_are(shop: Shop) -> None:
    """Nothing was learned of the unknown record whose operation Ada may have failed by."""
    refused = "please reject me"
    mix_up(shop, **{refused: list(LOST_FOR_A_RUN), "Ada": [refused]})
    shop.push(customers(shop, refused, "Ada"), workers=1)
    first = iter([True])
    shop.gateway.put(
        lambda request, behind: (
            HTTPResponse(401, b"{}") if request.method == "POST" and next(first, False) else behind()
        )
    )
    create = shop.client.accounting_customers.create_accounting_customer
    report = bulk.retry_failed(create, **shop.where, workers=1)
    assert [row.status for row in report.rows()] == ["unknown", "failed"]
    assert str(report.stopped).startswith("401")
    report = bulk.retry_failed(create, **shop.where, workers=1)
    assert [row.status for row in report.rows()] == ["failed", "succeeded"]
    assert shop.names.count("Ada") == 1


@pytest.mark.only_file("all workers on a database count failures together, beside the records of a lease")
@pytest.mark.parametrize("workers", [1, 5])
def test_one_response_for_all_ends_the_run(shop: Shop, workers: int) -> None:
    names = [f"Customer {number}" for number in range(100)]
    mix_up(shop, **{name: ["Customer 0"] * 10 for name in names})
    report = shop.push(customers(shop, *names), workers=workers)
    assert report.stopped is not None
    assert "the responses to this record and another are mixed up" in report.stopped
    assert report.succeeded == 0
    assert len(shop.names) <= MAX_FAILURES + workers


def test_person_is_believed(shop: Shop) -> None:
    mix_up(shop, Ada=["Bob"] * 100)
    requests = customers(shop, "Bob", "Ada")
    report = shop.push(requests, workers=1)
    report.resolve(1, created=True, record_id="in the ledger")
    for _ in range(2):  # Nobody knows whether Bob's operation is the one that made Ada.
        report = shop.push(requests, workers=1)
        assert [row.status for row in report.rows()] == ["unknown", "succeeded"]
    report.resolve(0, created=False)
    assert shop.push(requests, workers=1).succeeded == 2


def test_mixed_up_responses_prove_no_absence(shop: Shop) -> None:
    """A young record with a mixed-up response, and an old one of the same company that was never created."""
    shop.push(customers(shop, "Eve"))
    shop.fail_creates("reset", times=7)
    requests = customers(shop, "Eve", "Old")
    assert shop.push(requests, workers=1).unknown == 1
    shop.time.seconds += HOUR_AND_A_HALF
    mix_up(shop, Ada=["Bob"] * 100)
    requests += customers(shop, "Bob", "Ada")
    for _ in range(2):
        report = shop.push(requests, workers=1)
        assert [row.status for row in report.rows()] == ["succeeded", "unknown", "unknown", "unknown"]
        assert "Old" not in shop.names


def test_company_stays_mixed_up_after_repair(shop: Shop) -> None:
    """Who mixed up two responses may have mixed up others that nobody has noticed."""
    shop.push(customers(shop, "Eve"))
    shop.fail_creates("reset", times=7)
    requests = customers(shop, "Eve", "Old")
    assert shop.push(requests, workers=1).unknown == 1
    shop.time.seconds += HOUR_AND_A_HALF
    mix_up(shop, Ada=["Bob"])
    requests += customers(shop, "Bob", "Ada")
    for _ in range(2):
        statuses = [row.status for row in shop.push(requests, workers=1).rows()]
        assert statuses == ["succeeded", "unknown", "succeeded", "succeeded"]
    (row,) = shop.report().rows("unknown")
    assert "a response named the operation of another record" in (row.error or "")


VERSION_2 = """
UPDATE records SET state = 'sending', operation = NULL,
    error = 'the response names push operation ' || (SELECT operation FROM records WHERE position = 0)
    || ', which belongs to record 0; the push history: it proves nothing' WHERE position = 1;
DELETE FROM operations WHERE position = 1;
DROP INDEX conflicts;
ALTER TABLE records DROP COLUMN conflict;
ALTER TABLE targets DROP COLUMN mixed_up;
PRAGMA user_version=2;
"""


@pytest.mark.only_file("it is about files")
@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 35), reason="this SQLite cannot drop columns")
def test_journal_of_version_2_goes_on(shop: Shop) -> None:
    """Record 1 has a conflict with record 0, as version 2 wrote it down."""
    requests = customers(shop, "Bob", "Ada", "Eve", "Joe")
    shop.push(requests[:3], workers=1, wait=False)
    with closing(sqlite3.connect(shop.journal)) as database:
        database.executescript(VERSION_2)
    report = shop.report()
    assert (report.pending, report.unknown) == (2, 1)
    assert "which belongs to record 0" in (next(report.rows("unknown")).error or "")
    bulk.retry_failed(shop.client.accounting_customers.create_accounting_customer, **shop.where, wait=False, keep=10**9)
    assert [row.status for row in report.rows()] == ["unknown", "unknown", "pending"]
    assert_each_has_its_own(shop, shop.push(requests), "Bob", "Ada", "Eve", "Joe")


def test_empty_content_is_sent_again(shop: Shop) -> None:
    """A record without any content is not one whose content is deleted."""
    empty = operations.CreateAccountingCustomerRequest(shop.sandbox.company_id, shop.sandbox.connection_id)
    report = shop.push([empty])
    assert report.failed == 1
    assert (report.retry_failed().failed, len(set(shop.keys))) == (1, 2)
