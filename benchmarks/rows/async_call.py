"""One create call of the asynchronous client over a socket, beside httpx2. CPU time of this process."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx2

from benchmarks import customer, server
from benchmarks.calls import REPEATS
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    from codatsynccommerce import AsyncCodatSyncCommerce  # noqa: PLC0415 - loaded as a user would
    from codatsynccommerce.models import shared  # noqa: PLC0415

    loop, base, request = asyncio.new_event_loop(), server.start(), customer.request()
    security = shared.Security(auth_header=customer.AUTHORIZATION)
    client, bare = AsyncCodatSyncCommerce(security=security, server_url=base), httpx2.AsyncClient()
    headers, url = customer.bare_headers(), base + customer.PATH

    async def ours() -> None:
        for _ in range(REPEATS):
            await client.accounting_customers.create_accounting_customer(request)

    async def floor() -> Any:
        for _ in range(REPEATS):
            (await bare.post(url, content=customer.BODY, headers=headers)).json()

    pair = Pair(lambda: loop.run_until_complete(ours()), lambda: loop.run_until_complete(floor()), repeats=1)
    pair.turn()

    def turn() -> Measured:
        a, b = pair.turn()
        return {"cpu": (a.cpu / REPEATS, b.cpu / REPEATS)}

    return turn
