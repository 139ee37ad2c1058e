"""Reads of a worker that may send nothing more: it ends, and the others go on with its companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from codatsynccommerce import bulk
from codatsynccommerce.bulk.postgres import worker
from codatsynccommerce.sandbox.http import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest

pytestmark = pytest.mark.postgres

OTHER_WORKER = """INSERT INTO codatsynccommerce.workers (server, host, process, threads, egress, started_at, seen_at)
    SELECT id, 'elsewhere', 1, 1, 'default', clock_timestamp(), clock_timestamp() + interval '1 hour'
    FROM codatsynccommerce.servers"""
"""It is alive, so that nobody begins a new run."""
STOP = "UPDATE codatsynccommerce.servers SET stopped_at = clock_timestamp(), stop_reason = '402 elsewhere'"
LOST = """UPDATE codatsynccommerce.records SET state = 'sending', needs_history = true, sent_latest = 1,
    error = 'it was lost'; UPDATE codatsynccommerce.journals SET has_begun = true, began = 1699999000"""
"""Its key was sent long ago, so that only the push history proves what became of it."""


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the database is real."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(worker, "_HEARTBEAT", 0.0)


def execute(database: str, statement: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(statement.encode())


def refuse_reads(shop: Shop, status: int, meanwhile: Callable[[], None], times: int = 1) -> None:
    """Let the next reads of the push history be refused."""
    left = [times]

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if request.method == "POST" or not left[0]:
            return behind()
        left[0] -= 1
        meanwhile()
        body = f'{{"statusCode": {status}, "service": "Push", "error": "no", "correlationId": "1"}}'
        return HTTPResponse(status, body.encode())

    shop.gateway.put(gateway)


def work(shop: Shop, database: str, **options: Any) -> bulk.Report:
    return bulk.work(shop.client, journal=database, max_per_minute=None, **options)


@pytest.mark.parametrize("status", [401, 402])
def test_refused_account_ends_its_worker_alone(shop: Shop, database: str, status: int) -> None:
    shop.push(shop.customers(3), journal=database, name="one", wait=False)
    execute(database, OTHER_WORKER)
    refuse_reads(shop, status, lambda: None)
    report = work(shop, database)
    assert (str(report.stopped)[:3], report.pending) == (str(status), 3)
    assert work(shop, database).succeeded == 3


def test_stop_while_following_gives_no_company_up(shop: Shop, database: str) -> None:
    shop.push(shop.customers(3), journal=database, name="one", wait=False)
    execute(database, OTHER_WORKER)
    refuse_reads(shop, 503, lambda: execute(database, STOP))
    report = work(shop, database)
    assert (str(report.stopped), report.pending) == ("402 elsewhere", 3)
    assert work(shop, database).succeeded == 3


def test_stop_while_proving_leaves_records_as_they_are(
    shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = shop.client.accounting_customers.create_accounting_customer
    bulk.fill(create, [shop.customer("Ada")], journal=database, name="one")
    execute(database, OTHER_WORKER)
    execute(database, LOST)
    refuse_reads(shop, 503, lambda: execute(database, STOP))
    monkeypatch.setattr(worker, "_HEARTBEAT", 0.5)  # The worker learns of the stop later, and tries again until then.
    (row,) = work(shop, database).rows()
    assert (row.status, row.error) == ("unknown", "it was lost")
    with psycopg.connect(database) as connection:
        ((leases,),) = connection.execute("SELECT fence FROM codatsynccommerce.records").fetchall()
    assert leases < 12
    assert (work(shop, database).succeeded, shop.names) == (1, ["Ada"])


def test_company_that_cannot_be_read_now_is_read_later(shop: Shop, database: str) -> None:
    shop.push(shop.customers(3), journal=database, name="one", wait=False)
    refuse_reads(shop, 503, lambda: None, times=10)
    report = work(shop, database)
    assert (report.succeeded, report.stopped) == (3, None)
    assert len(shop.time.pauses) > 3


def test_company_that_cannot_be_read_is_given_up(shop: Shop, database: str) -> None:
    """What the API refuses of one company lasts until a new run."""
    shop.push(shop.customers(3), journal=database, name="one", wait=False)
    execute(database, OTHER_WORKER)
    refuse_reads(shop, 404, lambda: None)
    report = work(shop, database)
    assert (str(report.stopped)[:3], report.pending) == ("404", 3)
    assert work(shop, database).pending == 3
    execute(database, "DELETE FROM codatsynccommerce.workers")
    assert work(shop, database).succeeded == 3
