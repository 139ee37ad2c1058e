"""Programs that are stopped or gone while they hold a lock in the database: nobody waits for them for ever."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from support.waiting import wait_until

from codatsynccommerce import bulk
from codatsynccommerce._runtime.idempotency import new_key as make_key
from codatsynccommerce.bulk.postgres import database as database_module
from codatsynccommerce.bulk.postgres import filling, worker
from codatsynccommerce.bulk.postgres.database import SESSION_SETTINGS, Database

if TYPE_CHECKING:
    from support.bulk_shop import Shop

pytestmark = pytest.mark.postgres

LOCK = "SELECT 1 FROM codatsynccommerce.companies FOR UPDATE"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the database is real."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(database_module, "_LONGEST_PAUSE", 0.05)


def fill(shop: Shop, database: str, *names: str) -> int:
    create = shop.client.accounting_customers.create_accounting_customer
    return bulk.fill(create, map(shop.customer, names), journal=database, name="one")


def work(shop: Shop, database: str) -> bulk.Report:
    return bulk.work(shop.client, journal=database, max_per_minute=None)


def test_stopped_program_keeps_nobody_waiting(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program is stopped between two statements of a transaction. When it wakes up, it repeats the transaction."""
    fill(shop, database, "Ada", "Eve")
    monkeypatch.setitem(SESSION_SETTINGS, "idle_in_transaction_session_timeout", "200ms")
    locked, awake = Event(), Event()
    attempts: list[int] = []

    def stop(connection: Any) -> None:
        connection.execute(LOCK)
        attempts.append(1)
        locked.set()
        awake.wait()
        connection.execute("SELECT 1")

    stopped = Database(database, patience=60.0)
    threads = [Thread(target=stopped.run, args=(stop,)), Thread(target=work, args=(shop, database))]
    try:
        threads[0].start()
        locked.wait()
        threads[1].start()
        wait_until(lambda: sorted(shop.names) == ["Ada", "Eve"])
    finally:
        awake.set()
        for thread in threads:
            thread.join()
        stopped.close()
    assert (len(attempts), bulk.read_report(database, name="one").succeeded) == (2, 2)


def test_endless_lock_ends_a_worker(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock of somebody else, which nothing limits."""
    fill(shop, database, "Ada", "Eve")
    monkeypatch.setitem(SESSION_SETTINGS, "lock_timeout", "20ms")
    with psycopg.connect(database) as other:
        other.execute(LOCK)
        with pytest.raises(bulk.JournalError, match="ended a transaction: canceling statement due to lock timeout"):
            work(shop, database)
    assert (work(shop, database).succeeded, sorted(shop.names)) == (2, ["Ada", "Eve"])


def test_stopped_worker_does_not_repeat(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(shop, database, "Ada")
    monkeypatch.setitem(SESSION_SETTINGS, "lock_timeout", "20ms")
    attempts: list[int] = []

    def wait(connection: Any) -> None:
        attempts.append(1)
        connection.execute(LOCK)

    waiting = Database(database)
    waiting.given_up.set()
    with psycopg.connect(database) as other:
        other.execute(LOCK)
        with pytest.raises(bulk.JournalError, match="lock timeout"):
            waiting.run(wait)
    waiting.close()
    assert len(attempts) == 1


def test_fill_locks_no_company_while_it_writes(shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing limits how long the server waits for rows that are copied into it."""
    fill(shop, database, "Ada")
    free: list[int] = []

    def new_key() -> str:
        with psycopg.connect(database) as connection:
            query = f"{LOCK.replace('FOR UPDATE', 'FOR NO KEY UPDATE')} SKIP LOCKED"
            free.append(len(connection.execute(query.encode()).fetchall()))
        return make_key()

    monkeypatch.setattr(filling, "new_key", new_key)
    elsewhere = shop.customer("Eve")
    elsewhere.connection_id = "another"
    create = shop.client.accounting_customers.create_accounting_customer
    assert bulk.fill(create, [shop.customer("Ada"), elsewhere], journal=database, name="one") == 2
    assert free == [1]


def test_connections_notice_the_other_side_is_gone(database: str) -> None:
    """What nobody has set is set; what somebody has set, stays."""
    with psycopg.connect(database, autocommit=True) as connection:
        query = f"ALTER DATABASE {connection.info.dbname} SET lock_timeout = '7s'"
        connection.execute(query.encode())
    made = Database(database)
    query = "SELECT current_setting(name) FROM unnest(%s::text[]) AS n (name)"
    assert [value for (value,) in made.rows(query, (list(SESSION_SETTINGS),))] == [
        "7s",
        "30s",
        "30",
        "10",
        "3",
        "60000",
    ]
    made.close()
    made = Database(f"{database}?keepalives_idle=5&options=-clock_timeout%3D2s")
    assert made.rows("SELECT current_setting('lock_timeout')") == [("2s",)]
    used = made.run(lambda connection: connection.info.get_parameters())
    made.close()
    assert [used[name] for name in ("keepalives_idle", "keepalives_interval", "keepalives_count")] == ["5", "10", "3"]
