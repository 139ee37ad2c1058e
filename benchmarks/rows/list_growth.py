"""Whether an item costs more in a list of many pages than in one of few, and what memory the list takes."""

from __future__ import annotations

import tracemalloc
from collections import deque
from typing import TYPE_CHECKING

from benchmarks import customer, orders
from benchmarks.memory_transport import PagesAdapter
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_FEW, _PAGE = 1_000, 1_000


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times `size` items beside a thousand."""
    import requests  # noqa: PLC0415 - with the adapter that responds from memory

    from codatsynccommerce.models import operations  # noqa: PLC0415 - ours or the published one

    session = requests.Session()
    adapter = PagesAdapter(orders.page(_PAGE))
    session.mount("https://", adapter)
    client = customer.client(client=session)
    request = operations.ListCommerceOrdersRequest(customer.COMPANY, customer.CONNECTION, page_size=_PAGE)

    def read(count: int) -> Callable[[], None]:
        def iterate() -> None:
            adapter.start(count)
            deque(client.commerce_orders.iter_commerce_orders(request, max_items=count), maxlen=0)

        return iterate

    few, many = read(_FEW), read(size)
    few()
    pair = Pair(many, few, repeats=1)

    def turn() -> Measured:
        a, b = pair.turn()
        return {"cpu": (a.cpu / size, b.cpu / _FEW), "peak": (_peak(many), _peak(few))}

    return turn


def _peak(work: Callable[[], None]) -> float:
    tracemalloc.start()
    try:
        work()
        return float(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
