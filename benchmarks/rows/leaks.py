"""What calls and clients leave behind when they are done: traced bytes, and objects that the collector knows."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import requests

from benchmarks import calls, customer, server

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that counts what so many calls, and a tenth as many clients, leave."""
    base = server.start()
    call = calls.of_client(customer.client(server_url=base))
    post = calls.of_session(requests.Session(), base)

    def client() -> None:
        made = customer.client(server_url=base)
        calls.of_client(made)()
        getattr(made, "close", int)()  # 0.2.0 cannot be closed.

    def session() -> None:
        with requests.Session() as made:
            calls.of_session(made, base)()

    def turn() -> Measured:
        of_call, of_post = _left(call, size), _left(post, size)
        of_client, of_session = _left(client, max(1, size // 10)), _left(session, max(1, size // 10))
        return {
            "bytes": (of_call[0], of_post[0]),
            "objects": (of_call[1], of_post[1]),
            "client_bytes": (of_client[0], of_session[0]),
            "client_objects": (of_client[1], of_session[1]),
        }

    return turn


def _left(work: Callable[[], Any], times: int) -> tuple[int, int]:
    tracemalloc.start()
    # What is kept once for all calls is there before counting begins: Python 3.10 keeps notes on each function from
    # its 1,024th call on.
    for _ in range(min(1_100, 2 * times)):
        work()
    objects, traced = _kept()
    for _ in range(times):
        work()
    objects_after, traced_after = _kept()
    tracemalloc.stop()
    return traced_after - traced, objects_after - objects


def _kept() -> tuple[int, int]:
    # The interpreter remembers up to 4,096 names of attributes that were looked up, some 60 bytes each, and takes
    # tens of thousands of calls until it is full: that is no leak, and would hide one.
    for name in ("_clear_internal_caches", "_clear_type_cache"):
        if clear := getattr(sys, name, None):
            clear()
            break
    gc.collect()
    return len(gc.get_objects()), tracemalloc.get_traced_memory()[0]
