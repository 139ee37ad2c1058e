"""Programs that are stopped or gone while they hold a lock in the database: others do not wait for them for ever."""

from __future__ import annotations

import socket
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from support.waiting import wait_until

from codatsynccommerce import bulk
from codatsynccommerce._runtime.idempotency import new_key as make_key
from codatsynccommerce.bulk.postgres import database as database_module
from codatsynccommerce.bulk.postgres import filling, locks, worker
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


def test_lock_that_ends_a_worker_is_named(
    shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fill(shop, database, "Ada")
    monkeypatch.setitem(SESSION_SETTINGS, "lock_timeout", "20ms")
    monkeypatch.setattr(locks, "LONG", 0.0)
    monkeypatch.setattr(worker, "_LOCKS", 3600.0)
    with psycopg.connect(database, application_name="left-open") as other:
        other.execute(LOCK)
        with pytest.raises(bulk.JournalError, match="lock timeout"):
            work(shop, database)
        (warning,) = caplog.messages
        process = other.info.backend_pid
        assert f"locked, or leave what it has locked: process {process} of the server (left-open, user" in warning
        assert warning.endswith(f"SELECT pg_terminate_backend({process}) ends it")
        status = bulk.status(database)
        assert [f"process {process} of the server (left-open" in one for one in status.locks] == [True]
        assert "locked by another program" in repr(status)
        monkeypatch.setattr(locks, "LONG", 3600.0)
        assert bulk.status(database).locks == ()


def test_lock_that_workers_skip_is_named_once(
    shop: Shop, database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A worker leaves a company that is locked, and meets no error: it waits."""
    fill(shop, database, "Ada")
    monkeypatch.setattr(locks, "LONG", 0.0)
    monkeypatch.setattr(worker, "_LOCKS", 0.0)
    with psycopg.connect(database) as reader, psycopg.connect(database) as other:
        reader.execute("SELECT 1 FROM codatsynccommerce.companies")
        other.execute(LOCK.replace("companies", "records"))
        thread = Thread(target=work, args=(shop, database))
        thread.start()
        looks: list[int] = []
        look = locks.locking_transactions

        def count(connection: Any) -> Any:
            looks.append(1)
            return look(connection)

        monkeypatch.setattr(locks, "locking_transactions", count)
        wait_until(lambda: len(looks) > 3)
        process = other.info.backend_pid
        (warning,) = (one.getMessage() for one in caplog.records if one.levelname == "WARNING")
        assert f"process {process} of the server" in warning
        other.commit()
        thread.join()
    assert shop.names == ["Ada"]


def test_lock_of_unknown_age_is_named_later(
    database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A role that may not see how long the transactions of others have been open measures it by itself."""
    unknown = locks.LockingTransaction(4711, "3/42", None, None, None, None)
    prepared = locks.LockingTransaction(0, "-1/7", None, None, None, None)
    found = [unknown, prepared]
    clock = iter([0.0, 29.0, 31.0, 32.0, 100.0, 131.0])

    def look(_connection: Any) -> list[locks.LockingTransaction]:
        return found

    monkeypatch.setattr(locks, "locking_transactions", look)
    monkeypatch.setattr(locks, "monotonic", lambda: next(clock))
    watch = locks.LockWatch()
    counts: list[int] = []
    with psycopg.connect(database) as connection:
        for _ in range(4):
            watch.look(connection)
            counts.append(len(caplog.messages))
        found.clear()
        watch.look(connection)
        found.append(unknown)
        watch.look(connection)
    assert (counts, len(caplog.messages)) == ([0, 0, 2, 2], 2)
    assert "process 4711 of the server: SELECT pg_terminate_backend(4711) ends it" in caplog.text
    assert "the prepared transaction -1/7: see pg_prepared_xacts" in caplog.text


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


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time by which a database is waited for. Each look at it takes 10 seconds."""
    now = [0.0]

    def tick() -> float:
        now[0] += 10
        return now[0]

    monkeypatch.setattr(database_module, "monotonic", tick)
    monkeypatch.setattr(database_module, "_FIRST_PAUSE", 0.001)
    return now


@pytest.mark.usefixtures("seconds")
def test_threads_wait_for_a_lost_database_together() -> None:
    """One has waited in vain: the next one tries once, and does not begin to wait."""
    attempts: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                connection, _ = server.accept()
                with connection:
                    if not connection.recv(1000):
                        return
                    attempts.append(1)

        thread = Thread(target=accept)
        thread.start()
        gone = Database(f"postgresql://127.0.0.1:{server.getsockname()[1]}/gone?sslmode=disable", patience=100.0)
        counts: list[int] = []
        for _ in range(2):
            with pytest.raises(bulk.JournalError, match="cannot be reached"):
                gone.rows("SELECT 1")
            counts.append(len(attempts))
        socket.create_connection(server.getsockname()).close()
        thread.join()
    assert counts[0] > 2
    assert counts[1] == counts[0] + 1


def test_database_is_waited_for_each_time_it_is_lost(database: str, seconds: list[float]) -> None:
    waiting = Database(database, patience=100.0)
    with psycopg.connect(database, autocommit=True) as other:
        for _ in range(2):
            ((process,),) = waiting.rows("SELECT pg_backend_pid()")
            other.execute("SELECT pg_terminate_backend(%s, 10000)", (process,))
            assert waiting.rows("SELECT 1") == [(1,)]
            seconds[0] += 1000
    waiting.close()


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


@pytest.mark.parametrize(("found", "expected"), [("off", "on"), ("remote_apply", "remote_apply"), ("local", "local")])
def test_lease_outlives_a_crash_of_the_server(database: str, found: str, expected: str) -> None:
    """The server may be set up to forget what was committed a moment before it crashes."""
    with psycopg.connect(database, autocommit=True) as connection:
        for setting in (f"synchronous_commit = {found}", "default_transaction_isolation = 'serializable'"):
            connection.execute(f"ALTER DATABASE {connection.info.dbname} SET {setting}".encode())
    made = Database(database)
    query = "SELECT current_setting('synchronous_commit'), current_setting('transaction_isolation')"
    assert made.rows(query) == [(expected, "read committed")]
    assert made.run(lambda connection: connection.execute(query).fetchall()) == [(expected, "read committed")]
    made.close()


def test_canceled_statement_is_repeated(database: str) -> None:
    made = Database(f"{database}?options=-cstatement_timeout%3D20ms")
    attempts: list[int] = []

    def work(connection: Any) -> None:
        attempts.append(1)
        if len(attempts) < 3:
            connection.execute("SELECT pg_sleep(60)")

    made.run(work)
    assert len(attempts) == 3
    with pytest.raises(bulk.JournalError, match="ended a transaction: canceling statement due to statement timeout"):
        made.rows("SELECT pg_sleep(60)")
    made.close()
