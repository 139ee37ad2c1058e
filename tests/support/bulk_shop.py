"""A sandbox, a client and a journal, with time that passes only by pauses, for any number of threads."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import operations, shared
from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from codatsynccommerce.sandbox.http import HTTPRequest, HTTPResponse

CreateCustomer = operations.CreateAccountingCustomerRequest


class Time:
    """Seconds that pass when somebody pauses, and when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0
        self.pauses: list[float] = []
        self._lock = Lock()

    def now(self) -> float:
        return self.seconds

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

    def connect(self, security: Callable[[], shared.Security] | None, **options: Any) -> CodatSyncCommerce:
        client = self._stack.enter_context(CodatSyncCommerce(security, server_url=self.sandbox.url, **options))
        client._client.clock = Clock(self.time.now, self.time.now, self.time.sleep, lambda: 0.5)
        return client

    def customer(self, name: str, **fields: Any) -> CreateCustomer:
        record = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name=name, **fields)
        return CreateCustomer(self.sandbox.company_id, self.sandbox.connection_id, record)

    def customers(self, count: int) -> Iterator[CreateCustomer]:
        for number in range(count):
            yield self.customer(f"Customer {number}")

    def push(self, requests: Iterable[Any], **options: Any) -> bulk.Report:
        options.setdefault("journal", self.journal)
        return bulk.push(self.client.accounting_customers.create_accounting_customer, requests, **options)

    def put_between(self, gateway: Callable[[HTTPRequest, Callable[[], HTTPResponse]], HTTPResponse]) -> None:
        """Let a gateway see each request, and the way to the answer of the sandbox behind it."""
        server: Any = self.sandbox._server
        behind = server.respond

        def answer(incoming: HTTPRequest) -> HTTPResponse:
            assert incoming.body is not None  # Read, or what is left of it would be taken for the next request.
            return gateway(incoming, lambda: behind(incoming))

        server.respond = answer

    @property
    def names(self) -> list[str]:
        """The names in the ledger, one for each record that was taken."""
        return [one.record.get("customerName", "") for one in self.sandbox.ledger]

    @property
    def keys(self) -> list[str]:
        """The idempotency key of each create request that was seen."""
        return [one.headers["Idempotency-Key"] for one in self.sandbox.requests if one.method == "POST"]


@contextmanager
def bulkshop(folder: Path, **options: Any) -> Iterator[Shop]:
    time = Time()
    with Sandbox(now=time.now, **options) as sandbox, ExitStack() as stack:
        yield Shop(sandbox, time, folder, stack)
