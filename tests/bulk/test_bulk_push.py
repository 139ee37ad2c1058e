"""Many records, each created once, with what became of each in the report."""

from __future__ import annotations

import weakref
from pathlib import Path
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from support.bulk_shop import Shop, bulkshop
from support.client_operations import documented_body

from codatsynccommerce import bulk
from codatsynccommerce.bulk.worker_pool import GROUP, READ_AHEAD
from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.both_stores

KINDS = ["account", "credit_note", "customer", "direct_income", "invoice", "journal_entry", "payment"]


def test_each_record_is_created_once_in_order(shop: Shop) -> None:
    report = shop.push(shop.customers(40))
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(40))
    assert (report.succeeded, report.failed, report.unknown, report.pending, report.not_sent) == (40, 0, 0, 0, 0)
    assert report.stopped is None
    rows = list(report.rows())
    created = {one.idempotency_key: one for one in shop.sandbox.ledger}
    assert [row.index for row in rows] == list(range(40))
    assert [created[row.idempotency_key].record["customerName"] for row in rows] == [
        f"Customer {number}" for number in range(40)
    ]
    assert [row.operation_key for row in rows] == [created[row.idempotency_key].push_operation_key for row in rows]
    assert all(row.record_id and row.status == "succeeded" and row.error is None for row in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_is_pushed(shop: Shop, kind: str) -> None:
    request_class: Any = getattr(operations, f"CreateAccounting{kind.title().replace('_', '')}Request")
    operation: Any = getattr(operations, f"CREATE_ACCOUNTING_{kind.upper()}")
    body = {f"accounting_{kind}": documented_body(operation)}
    request = request_class(shop.sandbox.company_id, shop.sandbox.connection_id, **body)
    sub_sdk = getattr(shop.client, f"accounting_{kind}s" if kind != "journal_entry" else "accounting_journal_entries")
    report = bulk.push(getattr(sub_sdk, f"create_accounting_{kind}"), [request], **shop.where)
    assert (report.succeeded, len(shop.sandbox.ledger)) == (1, 1)


def test_same_content_twice_is_two_records(shop: Shop) -> None:
    assert shop.push([shop.customer("Ada"), shop.customer("Ada")]).succeeded == 2
    assert shop.names == ["Ada", "Ada"]


def test_failures_never_stop_the_rest(shop: Shop) -> None:
    wrong: Any = shop.customer("Ada", email_address=object())
    missing = operations.CreateAccountingCustomerRequest(shop.sandbox.company_id, shop.sandbox.connection_id)
    requests = [
        shop.customer("please reject me"),
        wrong,
        missing,
        shop.customer("timeout"),
        "no request",
        shop.customer("Eve", extra={"shoeSize": 38}),
    ]
    report = shop.push(requests, workers=2)
    rows = list(report.rows())
    assert [row.status for row in rows] == ["failed", "failed", "failed", "unknown", "failed", "succeeded"]
    errors_ = [row.error or "" for row in rows]
    assert "customerName was rejected" in errors_[0]
    assert "email_address" in errors_[1]
    assert errors_[2].startswith("400: The body is missing.")
    assert "TimedOut" in errors_[3]
    assert "takes a CreateAccountingCustomerRequest, not a str" in errors_[4]
    assert rows[5].warnings is not None
    assert "shoeSize is not supported" in rows[5].warnings
    assert sorted(shop.names) == ["Eve", "please reject me", "timeout"]


@pytest.mark.only_file("an input is written before it is sent")
def test_input_is_read_as_it_is_sent(shop: Shop) -> None:
    given: list[weakref.ref[Any]] = []
    most = 0

    def watched() -> Iterator[Any]:
        nonlocal most
        for number in range(200):
            request = shop.customer(f"Customer {number}")
            given.append(weakref.ref(request.accounting_customer))
            most = max(most, sum(one() is not None for one in given))
            assert number - len(shop.sandbox.requests) <= READ_AHEAD + GROUP + 2
            yield request
            del request

    assert shop.push(watched(), workers=2, wait=False).pending == 200
    assert most <= 3


@pytest.mark.only_file("workers follow while they send")
def test_outcomes_are_read_by_the_page(shop: Shop) -> None:
    shop.push(shop.customers(50))
    assert [path for path in shop.paths if path.startswith("GET")] == ["GET push", "GET push"]
    assert shop.time.pauses == [2.0]


def test_later_run_follows_pending_records(shop: Shop) -> None:
    first = shop.push(shop.customers(5), wait=False)
    assert (first.pending, first.succeeded, len(shop.paths)) == (5, 0, 5)
    second = shop.push(shop.customers(5))
    assert (second.pending, second.succeeded, len(shop.keys)) == (0, 5, 5)


def test_waiting_ends_after_stall_timeout(tmp_path: Path) -> None:
    with bulkshop(tmp_path, pending_polls=10**6) as shop:
        start = shop.time.seconds
        report = shop.push(shop.customers(3), stall_timeout=100)
        assert (report.pending, report.stopped) == (3, None)
        assert 90 < shop.time.seconds - start <= 100
        assert max(shop.time.pauses) <= 30


def test_waiting_survives_faults_between_rounds(shop: Shop) -> None:
    shop.push(shop.customers(3), wait=False)
    shop.fail_creates(503, times=8)
    shop.fail_creates(429, retry_after=40)
    assert shop.push(shop.customers(3)).succeeded == 3


def test_number_of_workers_is_respected(shop: Shop) -> None:
    with shop.gateway.hold_creates():
        run = Thread(target=lambda: shop.push(shop.customers(20), workers=4, wait=False))
        run.start()
        while shop.gateway.held < 4:
            sleep(0.01)
        run.join(0.2)
        assert shop.gateway.held == 4
    run.join()
    assert len(shop.names) == 20


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("workers", value) for value in (0, 11, -1, True, "5", 2.5, None)],
        *[("max_per_minute", value) for value in (0, -1, True, "many", 0.5, float("nan"))],
        *[("keep", value) for value in (-1, True, "many", 0.5)],
        *[("stall_timeout", value) for value in (-1, "long", None, float("nan"))],
        *[("journal", value) for value in (None, "", 7, "a\0b", Path("a\0b"))],
    ],
)
def test_unusable_option_is_refused_first(shop: Shop, name: str, value: Any) -> None:
    with pytest.raises(errors.RequestError, match=f"^{name} must be "):
        shop.push(shop.customers(1), **{name: value})
    assert not shop.journal.exists()
    assert shop.sandbox.requests == ()


@pytest.mark.only_file("it is about files")
def test_journal_is_a_file_whatever_its_name(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert shop.push(shop.customers(2), journal=":memory:").succeeded == 2
    assert (len(shop.names), (tmp_path / ":memory:").exists()) == (2, True)


@pytest.mark.only_file("the clock of a database cannot be injected")
def test_limit_spreads_requests_over_the_minute(shop: Shop) -> None:
    start = shop.time.seconds
    shop.push(shop.customers(10), workers=1, wait=False, max_per_minute=30)
    assert shop.time.seconds - start == pytest.approx(10 * 2)  # The first request reads the clock.


@pytest.mark.only_file("the clock of a database cannot be injected")
@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("wall_ahead", [-48 * 3600.0, 0.0, 48 * 3600.0])
def test_run_stops_before_the_reserve(shop: Shop, workers: int, wall_ahead: float) -> None:
    """A wrong clock of this computer does not show that the quota was renewed."""
    shop.time.wall_ahead = wall_ahead
    quota = 1_000_000
    report = shop.push(shop.customers(40), workers=workers, wait=True, keep=quota - 20)
    assert len(shop.sandbox.requests) <= 20
    assert report.pending <= 20
    assert "requests of the daily quota are left" in str(report.stopped)
    assert shop.push(shop.customers(40), workers=workers).succeeded == 40
    assert len(shop.names) == 40


def test_only_creating_methods_are_accepted(shop: Shop) -> None:
    for wrong in (shop.client.push_data.get_operation, shop.client.company_management.create_company, print, None):
        with pytest.raises(errors.RequestError, match="must be a method that creates"):
            bulk.push(wrong, [], **shop.where)  # type: ignore[arg-type]
    assert not shop.journal.exists()


def test_empty_input_sends_nothing(shop: Shop) -> None:
    report = shop.push([])
    assert sum(report.counts().values()) == 0
    assert shop.sandbox.requests == ()
