"""Journals in a database, and workers that lease their records and send nothing: what the database decides."""

from __future__ import annotations

import time
from contextlib import ExitStack
from threading import Thread
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import rows as row_factories

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce._runtime.rate_limit import RateLimit
from codatsynccommerce.bulk.api_clock import Moment
from codatsynccommerce.bulk.journal import SentBetween
from codatsynccommerce.bulk.outcome import Outcome
from codatsynccommerce.bulk.postgres.database import Database
from codatsynccommerce.bulk.postgres.store import Pace, WorkerStore
from codatsynccommerce.bulk.run import server_name
from codatsynccommerce.models import errors, operations, shared

from .api_key import KEY
from .waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce.bulk.journal import JournalRecord
    from codatsynccommerce.bulk.postgres.store import Lease

SENT = SentBetween(1_700_000_000.0, 1_700_000_001.0)
LEASE_SECONDS = 130.0
_LOCK_TIMEOUT = "options=-clock_timeout%3D100ms"
"""Whoever waits for a lock although it must not, says so soon."""


class SharedJournal:
    """A database with journals, whose times a test sets."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._stack = ExitStack()
        self.server = ""
        self.rate_limit = RateLimit()
        """What the last response said of the quota."""
        self._connection = self._stack.enter_context(psycopg.connect(url, autocommit=True))

    def close(self) -> None:
        self._stack.close()

    def fill(
        self, *places: tuple[str, str], name: str = "journal", server: str = "http://127.0.0.1:9", create: str = ""
    ) -> None:
        """Write a record for each company and connection into a journal.

        Arguments:
            places: Companies and connections.
            name: Name of the journal.
            server: Where its records go.
            create: What creates the records: customers, unless it is `accounts`.
        """
        with CodatSyncCommerce(shared.Security.from_api_key(KEY), server_url=server) as client:
            if create == "accounts":
                account = shared.AccountingAccount(nominal_code="1", name="Ada", type=shared.AccountType.INCOME)
                accounts = [operations.CreateAccountingAccountRequest(*place, account) for place in places]
                bulk.fill(client.accounting_accounts.create_accounting_account, accounts, journal=self.url, name=name)
            else:
                customer = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name="Ada")
                customers = [operations.CreateAccountingCustomerRequest(*place, customer) for place in places]
                method = client.accounting_customers.create_accounting_customer
                bulk.fill(method, customers, journal=self.url, name=name)
            self.server = server_name(client._client)  # pyright: ignore[reportPrivateUsage] - its address

    def worker(
        self,
        *,
        names: list[str] | None = None,
        egress: str = "default",
        seconds_apart: float | None = None,
        kept: int | None = None,
        threads: int = 5,
    ) -> WorkerStore:
        """Return a worker that has registered."""
        database = Database(f"{self.url}?{_LOCK_TIMEOUT}")
        self._stack.callback(database.close)
        query = """SELECT i.id FROM codatsynccommerce.inputs i JOIN codatsynccommerce.journals j ON j.id = i.journal
            WHERE j.name = ANY (%s)"""
        inputs = None if names is None else [one for (one,) in self.all(query, names)]
        pace = Pace(egress, seconds_apart, kept)
        store = WorkerStore(database, self.server, inputs, pace, LEASE_SECONDS, _now, lambda: self.rate_limit)
        store.register(threads)
        return store

    def all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement; none for one that has no result."""
        cursor = self._connection.execute(query.encode(), values)
        return cursor.fetchall() if cursor.description else []

    def one(self, query: str, *values: Any) -> Any:
        """Return the first value of the only row."""
        ((value, *_),) = self.all(query, *values)
        return value

    def set(self, table: str, values: str, where: str = "true") -> None:
        """Change rows of a table."""
        self.all(f"UPDATE codatsynccommerce.{table} SET {values} WHERE {where}")  # noqa: S608 - of a test

    def call(self, function: str, *values: Any) -> dict[str, Any]:
        """Call a function of the database that returns one row."""
        places = ", ".join(["%s"] * len(values))
        query = f"SELECT * FROM codatsynccommerce.{function}({places})"  # noqa: S608 - of a test
        with self._connection.cursor(row_factory=row_factories.dict_row) as cursor:
            return dict(cursor.execute(query.encode(), values).fetchone() or {})

    def record(self, position: int = 0) -> dict[str, Any]:
        """Return a record as it is stored, with the seconds until it is due."""
        query = """SELECT to_jsonb(r) || jsonb_build_object(
                'due_in', extract(epoch FROM nullif(due_at, '-infinity') - clock_timestamp())::float8,
                'has_content', EXISTS (
                    SELECT 1 FROM codatsynccommerce.content c WHERE c.input = r.input AND c.position = r.position
                ))
            FROM codatsynccommerce.records r WHERE position = %s"""
        found: dict[str, Any] = self.one(query, position)
        return found

    def end_leases(self, where: str = "true") -> None:
        """Let leases end, as if their time were over."""
        past = "clock_timestamp() - interval '1 second'"
        self.set("records", f"due_at = {past}", f"holder IS NOT NULL AND {where}")
        self.set("queues", f"work_at = {past}", "work_at IS NOT NULL")
        self.set("companies", "has_work = true")

    def race(self, first: str, second: str) -> list[tuple[Any, ...]]:
        """Return the rows of a statement that begins while the transaction of another one is open.

        The other transaction commits once the statement has ended, or waits for it.
        """
        found: list[list[tuple[Any, ...]]] = []
        with psycopg.connect(self.url) as holder, psycopg.connect(self.url, autocommit=True) as racer:
            holder.execute(first.encode())
            thread = Thread(target=lambda: found.append(racer.execute(second.encode()).fetchall()))
            thread.start()
            waits = "SELECT 1 WHERE cardinality(pg_blocking_pids(%s)) > 0"
            wait_until(lambda: not thread.is_alive() or self.all(waits, racer.info.backend_pid))
            holder.commit()
            thread.join()
        return found[0]

    def refusal_while(self, holder: psycopg.Connection[Any], act: Callable[[], object]) -> str:
        """Return with what an act was refused that waits for a transaction, which then commits."""
        refusals: list[str] = []

        def run() -> None:
            try:
                act()
            except (bulk.JournalError, errors.RequestError) as error:
                refusals.append(str(error))

        thread = Thread(target=run)
        thread.start()
        waits = "SELECT 1 FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
        wait_until(lambda: not thread.is_alive() or self.all(waits, holder.info.backend_pid))
        holder.commit()
        thread.join()
        return "".join(refusals)


def _now() -> Moment:
    return Moment(time.monotonic(), time.time())


def positions(leases: list[Lease]) -> list[int]:
    return [record.position for record, _ in leases]


def settle(store: WorkerStore, record: JournalRecord, state: str, **values: Any) -> None:
    """Write what became of a record at once."""
    store.settle(record, Outcome(state, **values), SENT)
    store.flush()
