"""A sandbox, a client and a journal, with time that passes only by pauses, for any number of threads."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import operations, shared
from codatsynccommerce.sandbox import Sandbox

from .gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


_CONTENT = "SELECT convert_from(body, 'UTF8') FROM codatsynccommerce.content"
CreateCustomer = operations.CreateAccountingCustomerRequest


class Time:
    """Seconds that pass when somebody pauses, and when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0
        self.pauses: list[float] = []
        self.wall_ahead = 0.0
        """Seconds by which the clock of this computer is wrong. That of the API is right."""
        self.monotonic_behind = 0.0
        """Seconds that the monotonic clock of this computer has missed."""
        self._lock = Lock()

    def now(self) -> float:
        return self.seconds

    def monotonic(self) -> float:
        return self.seconds - self.monotonic_behind

    def wall(self) -> float:
        return self.seconds + self.wall_ahead

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.pauses.append(seconds)
            self.seconds += seconds


class Shop:
    """What a test holds."""

    def __init__(self, sandbox: Sandbox, time: Time, folder: Path, stack: ExitStack) -> None:
        self.sandbox = sandbox
        self.time = time
        self._stack = stack
        self.client = self.connect(lambda: shared.Security.from_api_key(sandbox.api_key))
        self.journal = folder / "journal.sqlite"
        self.where: dict[str, Any] = {"journal": self.journal}
        """Where the journal is: a file, or a name in a database."""
        self.gateway = Gateway(sandbox)
        self.fail_creates = self.gateway.fail_creates

    def connect(self, security: Callable[[], shared.Security] | None, **options: Any) -> CodatSyncCommerce:
        client = self._stack.enter_context(CodatSyncCommerce(security, server_url=self.sandbox.url, **options))
        client._client.clock = Clock(self.time.monotonic, self.time.wall, self.time.sleep, lambda: 0.5)
        return client

    def customer(self, name: str, **fields: Any) -> CreateCustomer:
        record = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name=name, **fields)
        return CreateCustomer(self.sandbox.company_id, self.sandbox.connection_id, record)

    def customers(self, count: int) -> Iterator[CreateCustomer]:
        for number in range(count):
            yield self.customer(f"Customer {number}")

    def push(self, requests: Iterable[Any], **options: Any) -> bulk.Report:
        where = {} if "journal" in options else self.where
        return bulk.push(self.client.accounting_customers.create_accounting_customer, requests, **where, **options)

    def report(self) -> bulk.Report:
        return bulk.read_report(**self.where)

    def kept(self) -> bytes:
        """Return what the journal keeps: the whole file, or the content of records and the events in a database."""
        if self.where["journal"] == self.journal:
            return self.journal.read_bytes()
        import psycopg  # noqa: PLC0415 - loading it takes time that most runs would pay for nothing

        with psycopg.connect(self.where["journal"]) as database:
            texts = [str(database.execute(query).fetchall()) for query in (_CONTENT, "TABLE codatsynccommerce.events")]
        return "".join(texts).encode()

    def settle(self, event: Any) -> bool:
        return bulk.settle(event=event, **self.where)

    @property
    def names(self) -> list[str]:
        """The names in the ledger, one for each record that was taken."""
        return [one.record.get("customerName", "") for one in self.sandbox.ledger]

    @property
    def paths(self) -> list[str]:
        """The method and the last part of the path of each request, without the first one, which reads the clock."""
        return [f"{one.method} {one.path.rpartition('/')[2]}" for one in self.sandbox.requests][1:]

    @property
    def keys(self) -> list[str]:
        """The idempotency key of each create request that was seen."""
        return [one.headers["Idempotency-Key"] for one in self.sandbox.requests if one.method == "POST"]


@contextmanager
def bulkshop(folder: Path, **options: Any) -> Iterator[Shop]:
    time = Time()
    with Sandbox(now=time.now, **options) as sandbox, ExitStack() as stack:
        yield Shop(sandbox, time, folder, stack)
