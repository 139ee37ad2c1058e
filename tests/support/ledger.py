"""A sandbox that counts: each record in the books, requests at once for each company, and how fast they came.

It can be slow, send a 429, or do the work and close the connection without a response, each at random.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import operations, shared
from codatsynccommerce.sandbox import Sandbox
from codatsynccommerce.sandbox.http import ApiError, HTTPRequest, HTTPResponse

from .gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import Self

ACCOUNTING = "gbol"
"""The key of the sandbox's accounting software."""


class Merchant(NamedTuple):
    """A company with books."""

    company_id: str
    connection_id: str

    def customer(self, name: str) -> operations.CreateAccountingCustomerRequest:
        """Return the request that creates a customer in its books."""
        record = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name=name)
        return operations.CreateAccountingCustomerRequest(self.company_id, self.connection_id, record)


class Faults(NamedTuple):
    """What happens to requests at random: shares from 0 to 1, and the seconds that one takes at most."""

    dropped: float = 0.0
    """Requests that are done and whose response is not sent."""
    limited: float = 0.0
    """Requests that get a 429, not done."""
    slowest: float = 0.0


class Ledger:
    """A sandbox with merchants, behind a gateway that counts."""

    def __init__(self, merchants: int = 1, *, faults: Faults | None = None, seed: int = 1, **options: Any) -> None:
        """Start it.

        Arguments:
            merchants: Number of companies with books of their own.
            faults: What happens to requests; nothing by default.
            seed: Of what happens at random.
            options: Options of the sandbox.
        """
        self.sandbox = Sandbox(**options)
        with self.connect() as client:
            self.merchants = [self._open_books(client, number) for number in range(merchants)]
        self.faults = faults or Faults()
        self.most_at_once: Counter[str] = Counter()
        """By company: the most requests that were being served at the same time."""
        self.arrivals: list[float] = []
        """When each request came, in seconds of the monotonic clock."""
        self.limited_at: list[float] = []
        """When each 429 was sent, in seconds of the monotonic clock."""
        self._limit: tuple[int, int] | None = None
        self._at_once: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._lock = Lock()
        self.gateway = Gateway(self.sandbox)
        self.gateway.put(self._serve)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.sandbox.stop()

    def connect(self, **options: Any) -> CodatSyncCommerce:
        """Return a client of it."""
        security = shared.Security.from_api_key(self.sandbox.api_key)
        return CodatSyncCommerce(security, server_url=self.sandbox.url, **options)

    @property
    def books(self) -> Counter[tuple[str, str]]:
        """How often each customer is in the books, by the id of the company and the name."""
        return Counter((push.company_id, str(push.record["customerName"])) for push in self.sandbox.ledger)

    @property
    def reused_keys(self) -> list[str]:
        """Idempotency keys under which more than one record was created."""
        keys = Counter(str(push.idempotency_key) for push in self.sandbox.ledger)
        return [key for key, count in keys.items() if count > 1]

    def burst(self, per_minute: float) -> float:
        """Return how many requests came, in the worst interval of any length, beyond a pace in requests a minute."""
        rate, worst, least = per_minute / 60, 0.0, float("inf")
        with self._lock:
            arrivals = sorted(self.arrivals)
        for number, arrival in enumerate(arrivals):
            ahead = number - rate * arrival
            least = min(least, ahead)
            worst = max(worst, 1 + ahead - least)
        return worst

    def limit_after(self, requests: int, *, retry_after: int) -> None:
        """Send one 429 after so many requests from now, which asks for a pause of some seconds."""
        with self._lock:
            self._limit = (len(self.arrivals) + requests, retry_after)

    def unlink(self, merchant: Merchant) -> None:
        """Unlink the books of a merchant: every push to them gets a 403."""
        with self.connect() as client:
            update = shared.UpdateConnection(status=shared.DataConnectionStatus.UNLINKED)
            client.connections.unlink(operations.UnlinkConnectionRequest(*merchant, update))

    def _open_books(self, client: CodatSyncCommerce, number: int) -> Merchant:
        company = client.platform_companies.create_company(shared.CreateCompany(name=f"Merchant {number}")).result
        request = operations.CreatePlatformConnectionRequest(
            company.id, shared.CreateConnection(platform_key=ACCOUNTING)
        )
        connection = client.platform_connections.create_connection(request).result
        self.sandbox.link(connection.id)
        return Merchant(company.id, connection.id)

    def _serve(self, request: HTTPRequest, behind: Callable[[], HTTPResponse]) -> HTTPResponse:
        company = request.path.split("/")[2] if request.path.startswith("/companies/") else ""
        with self._counted(company) as (dropped, retry_after, seconds):
            time.sleep(seconds)
            if retry_after is not None:
                self.limited_at.append(time.monotonic())
                return ApiError(429, "Too many requests.", headers={"Retry-After": str(retry_after)}).response()
            response = behind()
        return response.delivered("closed") if dropped and request.method == "POST" else response

    @contextmanager
    def _counted(self, company: str) -> Iterator[tuple[bool, int | None, float]]:
        """Count a request, and draw what happens to it. It ends before its response leaves: the next may come then."""
        with self._lock:
            self.arrivals.append(time.monotonic())
            self._at_once[company] += 1
            self.most_at_once[company] = max(self.most_at_once[company], self._at_once[company])
            dropped, limited, slow = (self._chance.random() for _ in range(3))
            retry_after = 0 if limited < self.faults.limited else None
            if self._limit and len(self.arrivals) > self._limit[0]:
                retry_after, self._limit = self._limit[1], None
        try:
            yield dropped < self.faults.dropped, retry_after, slow * self.faults.slowest
        finally:
            with self._lock:
                self._at_once[company] -= 1
