"""A journal in PostgreSQL: filled, worked on by any number of workers, and never sending a record twice."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.bulk.postgres import worker
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.bulk_shop import Shop

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the database is real."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.05)


def fill(shop: Shop, database: str, requests: Any, name: str = "one") -> int:
    return bulk.fill(shop.client.accounting_customers.create_accounting_customer, requests, journal=database, name=name)


def test_filled_journal_is_worked_off(shop: Shop, database: str) -> None:
    assert fill(shop, database, shop.customers(23)) == 23
    before = bulk.status(database, "one")
    assert (before.counts["not sent"], before.workers) == (23, ())
    report = bulk.work(shop.client, journal=database, name="one", max_per_minute=None)
    assert (report.succeeded, report.stopped) == (23, None)
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(23))
    created = {one.idempotency_key: one.record["customerName"] for one in shop.sandbox.ledger}
    assert [created[row.idempotency_key] for row in report.rows()] == [f"Customer {number}" for number in range(23)]
    assert bulk.work(shop.client, journal=database, name="one").succeeded == 23
    assert len(shop.names) == 23


def test_same_input_is_filled_once(shop: Shop, database: str) -> None:
    assert fill(shop, database, shop.customers(5)) == 5
    assert fill(shop, database, shop.customers(5)) == 5
    assert fill(shop, database, shop.customers(8)) == 8
    assert bulk.read_report(database, name="one").not_sent == 8


def test_other_input_is_refused_unchanged(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(5))
    other = [*shop.customers(4), shop.customer("Another"), shop.customer("More")]
    with pytest.raises(bulk.JournalError, match="the record at index 4 of the input is not the one"):
        fill(shop, database, other)
    with pytest.raises(bulk.JournalError, match="the input ends after 2 records, and the journal holds 3 more"):
        fill(shop, database, shop.customers(2))
    report = bulk.work(shop.client, journal=database, max_per_minute=None)
    assert (report.succeeded, sorted(shop.names)) == (5, [f"Customer {number}" for number in range(5)])


def test_interrupted_fill_is_continued(shop: Shop, database: str) -> None:
    def torn() -> Iterator[Any]:
        yield from shop.customers(1500)
        message = "the file is torn"
        raise OSError(message)

    with pytest.raises(OSError, match="the file is torn"):
        fill(shop, database, torn())
    assert bulk.read_report(database, name="one").unread is None
    assert fill(shop, database, shop.customers(1600)) == 1600
    assert bulk.read_report(database, name="one").not_sent == 1600


def test_several_operations_share_a_journal(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(3))
    account = shared.AccountingAccount(nominal_code="1", name="Sales", type=shared.AccountType.INCOME)
    request = operations.CreateAccountingAccountRequest(shop.sandbox.company_id, shop.sandbox.connection_id, account)
    create = shop.client.accounting_accounts.create_accounting_account
    assert bulk.fill(create, [request], journal=database, name="one") == 1
    report = bulk.work(shop.client, journal=database, name="one", max_per_minute=None)
    assert report.succeeded == 4
    assert [(row.index, row.operation) for row in report.rows()] == [
        (0, "create-accounting-customer"),
        (1, "create-accounting-customer"),
        (2, "create-accounting-customer"),
        (0, "create-accounting-account"),
    ]


def test_workers_share_a_journal(shop: Shop, database: str) -> None:
    fill(shop, database, shop.customers(200))
    clients = [shop.connect(lambda: shared.Security.from_api_key(shop.sandbox.api_key)) for _ in range(4)]
    reports: list[bulk.Report] = []

    def run(client: Any) -> None:
        reports.append(bulk.work(client, journal=database, name="one", workers=3, max_per_minute=None))

    threads = [Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.succeeded for report in reports] == [200] * 4
    assert sorted(shop.names) == sorted(f"Customer {number}" for number in range(200))
    assert len(shop.keys) == 200
