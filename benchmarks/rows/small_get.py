"""One small GET over a socket, to a server in another process. CPU time of this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

from benchmarks import customer, server
from benchmarks.calls import REPEATS
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    from codatsynccommerce.models import operations  # noqa: PLC0415 - ours or the published one

    base = server.start()
    request = operations.GetPushOperationRequest(company_id=customer.COMPANY, push_operation_key=customer.OPERATION)
    client, session = customer.client(server_url=base), requests.Session()
    url = f"{base}/companies/{customer.COMPANY}/push/{customer.OPERATION}"
    headers = customer.bare_headers()

    def get() -> Any:
        return client.push_data.get_operation(request)

    def bare() -> Any:
        return session.get(url, headers=headers).json()

    for _ in range(3):
        get()
        bare()
    pair = Pair(get, bare, repeats=REPEATS)

    def turn() -> Measured:
        ours, floor = pair.turn()
        return {"get": (ours.cpu / REPEATS, floor.cpu / REPEATS)}

    return turn
