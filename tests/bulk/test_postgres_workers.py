"""One worker on a database: how many records it holds, what it asks for again, and what ends it."""

from __future__ import annotations

import itertools
import json
import os
from threading import Event
from typing import TYPE_CHECKING

import psycopg
import pytest

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce.bulk.postgres import worker
from codatsynccommerce.bulk.postgres.database import Database
from codatsynccommerce.bulk.postgres.limits import SharedLimits
from codatsynccommerce.sandbox.http import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.bulk_shop import Shop

    from codatsynccommerce.models import errors
    from codatsynccommerce.sandbox.http import HTTPRequest

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the database is real."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.02)


def fill(shop: Shop, database: str, count: int) -> None:
    create = shop.client.accounting_customers.create_accounting_customer
    bulk.fill(create, shop.customers(count), journal=database, name="one")


def execute(database: str, statement: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(statement.encode())


def test_slow_calls_keep_no_record_waiting(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls take seconds: a record is leased when a thread is free for it, or no other worker could send it."""
    fill(shop, database, 8)
    monkeypatch.setattr(worker, "monotonic", itertools.count().__next__)
    leases: list[int] = []

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if request.method == "POST":
            leases.append(bulk.status(database).leases)
        return behind()

    shop.gateway.put(gateway)
    assert bulk.work(shop.client, journal=database, workers=2, max_per_minute=None).succeeded == 8
    assert max(leases) == 2


def test_stopped_worker_sends_nothing_that_it_holds(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third request ends the worker, which has leased the fourth record by then. The first one is still waiting."""
    fill(shop, database, 6)
    monkeypatch.setattr(worker, "_SHORT_CALL", 3600.0)
    numbers = itertools.count(1)
    stopped = Event()
    stop = SharedLimits.stop

    def stop_and_tell(limits: SharedLimits, reason: errors.SDKError | None = None) -> None:
        stop(limits, reason)
        stopped.set()

    monkeypatch.setattr(SharedLimits, "stop", stop_and_tell)
    refusal = {"statusCode": 401, "service": "Push", "error": "no", "correlationId": "1"}

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        number = next(numbers) if request.method == "POST" else 0
        if number == 1:
            stopped.wait()
        return HTTPResponse(401, json.dumps(refusal).encode()) if number == 3 else behind()

    shop.gateway.put(gateway)
    report = bulk.work(shop.client, journal=database, workers=2, max_per_minute=None)
    assert (str(report.stopped)[:3], report.not_sent, report.unknown, len(shop.keys)) == ("401", 4, 0, 2)


HANDED_OVER = """UPDATE codatsynccommerce.records SET state = 'sending', needs_history = true,
    first_sent = clock_timestamp(), sent_earliest = 1700000000, sent_latest = 1700000001;
    UPDATE codatsynccommerce.journals SET has_begun = true, began = 1700000000"""
"""At the time of the shop."""


def test_record_that_was_handed_over_is_asked_for(shop: Shop, database: str) -> None:
    """Whoever handed it to the push history did not know the API's clock, and its key is young."""
    fill(shop, database, 1)
    execute(database, HANDED_OVER)
    (before,) = bulk.read_report(database, name="one").rows()
    assert bulk.work(shop.client, journal=database, max_per_minute=None).succeeded == 1
    assert shop.keys == [before.idempotency_key]


def test_refused_company_is_what_the_report_tells(shop: Shop, database: str) -> None:
    fill(shop, database, 3)
    shop.fail_creates(403)
    report = bulk.work(shop.client, journal=database, workers=1, max_per_minute=None)
    assert (str(report.stopped)[:3], report.not_sent, len(shop.keys)) == ("403", 3, 1)


def test_operation_of_another_release_is_named(shop: Shop, database: str) -> None:
    fill(shop, database, 1)
    execute(database, "UPDATE codatsynccommerce.inputs SET operation = 'create-accounting-robots'")
    with pytest.raises(bulk.JournalError, match="holds records of the operation create-accounting-robots, which this"):
        bulk.work(shop.client, journal=database)
    # A worker of that release can go on at once.
    assert (shop.keys, bulk.read_report(database, name="one").not_sent) == ([], 1)


def test_journal_of_another_server_is_not_filled(shop: Shop, database: str) -> None:
    fill(shop, database, 1)
    with CodatSyncCommerce(server_url="http://127.0.0.1:9") as elsewhere:
        create = elsewhere.accounting_customers.create_accounting_customer
        with pytest.raises(bulk.JournalError, match=r"was made for the server http://127\.0\.0\.1:\d+, not for http"):
            bulk.fill(create, shop.customers(2), journal=database, name="one")
    assert bulk.read_report(database, name="one").not_sent == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_connection_is_not_shared_with_a_fork(database: str) -> None:
    parent = Database(database)
    assert parent.rows("SELECT 1") == [(1,)]
    child = os.fork()
    if not child:
        try:
            parent.rows("SELECT 2")
        except bulk.JournalError as error:
            parent.close()
            os._exit(0 if "belongs to the process that opened it, not to its forked child" in str(error) else 2)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert parent.rows("SELECT 3") == [(3,)]
    parent.close()
