"""Removing a journal from a database: all that it knows, and only when nothing in it is needed any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from codatsynccommerce import bulk
from codatsynccommerce.bulk.postgres import worker
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.bulk_shop import Shop

    from codatsynccommerce.sandbox.http import HTTPRequest, HTTPResponse

pytestmark = pytest.mark.postgres

TABLES = ("journals", "inputs", "records", "content", "operations", "queues", "candidates", "events")


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the database is real."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.05)


def fill(shop: Shop, database: str, *names: str, name: str = "one") -> int:
    create = shop.client.accounting_customers.create_accounting_customer
    return bulk.fill(create, map(shop.customer, names), journal=database, name=name)


def counts(database: str) -> dict[str, int]:
    with psycopg.connect(database) as connection:
        queries = {table: f"SELECT count(*) FROM codatsynccommerce.{table}" for table in TABLES}  # noqa: S608 - of a test
        return {table: connection.execute(query.encode()).fetchall()[0][0] for table, query in queries.items()}


def test_finished_journal_is_removed_whole(shop: Shop, database: str) -> None:
    fill(shop, database, "Ada", "Eve", name="another")
    bulk.work(shop.client, journal=database, name="another", max_per_minute=None)
    before = counts(database)
    shop.fail_creates(400)
    fill(shop, database, "Bob", "Zoe", "Tim")
    report = bulk.work(shop.client, journal=database, name="one", max_per_minute=None)
    assert (report.succeeded, report.failed) == (2, 1)
    assert bulk.remove(database, "one") == 3
    assert counts(database) == before
    with pytest.raises(bulk.JournalError, match="there is no journal one in the database"):
        bulk.remove(database, "one")
    with pytest.raises(bulk.JournalError, match="there is no journal one in the database"):
        _ = report.succeeded
    assert bulk.read_report(database, name="another").succeeded == 2
    # The name is free, and the input is a new one.
    assert fill(shop, database, "Kim") == 1


@pytest.mark.parametrize(
    ("name", "follows", "expected"),
    [("Ada", True, "1 not sent"), ("timeout", True, "1 unknown"), ("Ada", False, "1 pending")],
)
def test_unfinished_journal_is_kept(shop: Shop, database: str, name: str, *, follows: bool, expected: str) -> None:
    create = shop.client.accounting_customers.create_accounting_customer
    if expected == "1 not sent":
        fill(shop, database, name)
    else:
        bulk.push(create, [shop.customer(name)], journal=database, name="one", wait=follows)
    before = counts(database)
    with pytest.raises(bulk.JournalError, match=f"have not come to their end: {expected}. Let workers go on"):
        bulk.remove(database, "one")
    assert counts(database) == before
    assert bulk.remove(database, "one", force=True) == 1
    assert set(counts(database).values()) == {0}


def test_journal_with_requests_under_way_is_kept(shop: Shop, database: str) -> None:
    fill(shop, database, "Ada")
    refusals: list[str] = []

    def gateway(request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        if request.method == "POST":
            with pytest.raises(bulk.JournalError) as caught:
                bulk.remove(database, "one", force=True)
            refusals.append(str(caught.value))
        return behind()

    shop.gateway.put(gateway)
    assert bulk.work(shop.client, journal=database, max_per_minute=None).succeeded == 1
    assert refusals == ["workers are sending 1 records of the journal one: wait until they have ended"]


def test_journal_that_is_removed_while_filled(shop: Shop, database: str) -> None:
    def requests() -> Iterator[Any]:
        yield from shop.customers(1500)
        bulk.remove(database, "one", force=True)
        yield from shop.customers(1500)

    create = shop.client.accounting_customers.create_accounting_customer
    with pytest.raises(bulk.JournalError, match="records of the journal one were deleted while it was filled"):
        bulk.fill(create, requests(), journal=database, name="one")
    assert set(counts(database).values()) == {0}


def test_worker_on_a_removed_journal_ends(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(shop, database, "Ada")
    monkeypatch.setattr(worker, "_HEARTBEAT", 0.0)

    def gateway(_request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        with psycopg.connect(database) as connection:
            connection.execute("DELETE FROM codatsynccommerce.journals")
        return behind()

    shop.gateway.put(gateway)
    with pytest.raises(bulk.JournalError, match="there is no journal one in the database"):
        bulk.work(shop.client, journal=database, name="one", until="stopped", max_per_minute=None)


def test_file_is_no_journal_in_a_database(shop: Shop, database: str) -> None:
    with pytest.raises(errors.RequestError, match="must be the URL of a PostgreSQL database"):
        bulk.remove("journal.sqlite", "one")
    with pytest.raises(errors.RequestError, match=r"^name must be"):
        bulk.remove(database, "")
    with pytest.raises(bulk.JournalError, match="there are no journals in the database"):
        bulk.remove(database, "one")
    assert shop.names == []
