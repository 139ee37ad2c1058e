"""A create call to the sandbox, beside the same call to a server that responds at once. Time on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import calls, customer, server
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    from codatsynccommerce.models import operations, shared  # noqa: PLC0415 - ours or the published one
    from codatsynccommerce.sandbox import Sandbox  # noqa: PLC0415

    sandbox = Sandbox(api_key="benchmark")
    security = shared.Security.from_api_key("benchmark")
    request = operations.CreateAccountingCustomerRequest(
        sandbox.company_id, sandbox.connection_id, shared.AccountingCustomer.from_dict(customer.CUSTOMER)
    )
    client = customer.client(server_url=sandbox.url, security=security)
    floor = calls.of_client(customer.client(server_url=server.start()))

    def push() -> None:
        client.accounting_customers.create_accounting_customer(request)

    push()
    floor()
    pair = Pair(push, floor, repeats=calls.REPEATS)

    def turn() -> Measured:
        a, b = pair.turn()
        return {"call": (a.wall / calls.REPEATS, b.wall / calls.REPEATS)}

    return turn
