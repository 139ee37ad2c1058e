"""A client before a fault server: makes the two calls that every fault is tried on, and checks how they end."""

from __future__ import annotations

import copy
import pickle
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, cast

import requests
from requests.adapters import HTTPAdapter

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import Timeout
from support.api_key import KEY
from support.async_client import blocking_client, client_of_caller
from support.fault_server import FaultServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = 1_700_000_000.0
"""The time of day in every trial: Tuesday, 14 November 2023, 22:13:20 GMT."""

PATIENT = Timeout(connect=5.0, read=5.0, total=20.0)
_number = count(1)


class Mounted(HTTPAdapter):
    """An adapter of the caller's, which is used as it is."""


class FaultClient:
    """What a test holds: the server, the client, and the pauses that the client took."""

    def __init__(
        self, server: FaultServer, session: requests.Session | None, route: str = "own", **options: Any
    ) -> None:
        self.server = server
        self.pauses: list[float] = []
        given: dict[str, Any] = {"security": shared.Security.from_api_key(KEY), "server_url": server.url, **options}
        given.setdefault("timeout", PATIENT)
        if route.startswith("async"):
            client = client_of_caller("async") if route == "async client" else None
            self.client = blocking_client(client=client, **given)
        else:
            self.client = CodatSyncCommerce(client=session, **given)
        self.client._client.clock = Clock(sleep=self.pauses.append, now=lambda: NOW, random=lambda: 0.999)

    def call(self, method: str, **options: Any) -> str:
        """Read a company or push a customer; give the id that came back, which is the one that was asked for."""
        company = f"c-{next(_number)}"
        found = self.get(company, **options) if method == "GET" else self.push(company, **options)
        assert found == company, f"{found} is the response to another request than {company}"
        return found

    def company(self) -> operations.GetCompanyRequest:
        return operations.GetCompanyRequest(f"c-{next(_number)}")

    def get(self, company: str, **options: Any) -> str | None:
        response = self.client.companies.get_company(operations.GetCompanyRequest(company), **options)
        assert response.status_code == 200
        return cast("shared.Company", response.company).id

    def push(self, company: str, **options: Any) -> str | None:
        customer = shared.AccountingCustomer(customer_name="Ada", status=shared.CustomerStatus.ACTIVE)
        request = operations.CreateAccountingCustomerRequest(company, "connection", customer)
        response = self.client.accounting_customers.create_accounting_customer(request, **options)
        pushed = cast("shared.AccountingCreateCustomerResponse", response.accounting_create_customer_response)
        return pushed.push_operation_key

    def failure(self, method: str, **options: Any) -> errors.SDKError:
        """Make a call that fails; return its error, checked."""
        try:
            self.call(method, **options)
        except errors.SDKError as error:
            sound(error)
            return error
        message = "the call did not fail"
        raise AssertionError(message)


@contextmanager
def fault_client(
    route: str = "own", *, server: FaultServer | None = None, listening: bool = True, **options: Any
) -> Iterator[FaultClient]:
    """Open a server and a client; at the end, find that neither has left a file or socket open."""
    before = descriptors()
    session = requests.Session() if route in ("session", "adapter") else None
    if session and route == "adapter":
        for prefix in ("http://", "https://"):
            session.mount(prefix, Mounted())
    with server or FaultServer(listening=listening) as opened:
        caller = FaultClient(opened, session, route, **options)
        kept = copy.deepcopy(_state(session)) if session else None
        yield caller
        if session:
            assert _state(session) == kept, "the Session of the caller was changed"
            session.close()
        caller.client.close()
    # A Session leaves its sockets to the garbage collector, which is too slow to be called here. A proxy of the test
    # may take a moment to see that both its ends have gone.
    assert session or settles(lambda: descriptors() <= before), "a file or socket was left open"


def sound(error: errors.SDKError) -> None:
    """Check that an error has everything that every error promises.

    That it does not show the key is checked by the leak watcher, which reads each error that a call raises.
    """
    assert str(error) == error.message
    assert str(error)
    assert len(str(error).splitlines()) == 1
    twin = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    for one in (twin, copy.copy(error), copy.deepcopy(error)):
        assert type(one) is type(error)
        assert str(one) == str(error)
        for name in ("status_code", "body", "attempts", "maybe_applied", "idempotency_key", "retry_after"):
            assert getattr(one, name) == getattr(error, name), name
        assert dict(one.headers) == dict(error.headers)
    assert len({error, error}) == 1


def _state(session: requests.Session) -> dict[str, Any]:
    kept = {name: value for name, value in vars(session).items() if name != "adapters"}
    return {**kept, "cookies": session.cookies.get_dict(), "adapters": [id(one) for one in session.adapters.values()]}


def settles(holds: Callable[[], bool]) -> bool:
    """Wait a little for what other threads are about to make true."""
    until = monotonic() + 5
    while not holds() and monotonic() < until:
        sleep(0.005)
    return holds()


def descriptors() -> int:
    """Count the open files and sockets of this process."""
    return len(list(Path("/dev/fd").iterdir()))
