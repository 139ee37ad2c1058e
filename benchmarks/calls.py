"""A create call of the client, and the same bytes posted with nothing but `requests`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import customer
from .pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

REPEATS = 20


def of_client(made: Any) -> Callable[[], Any]:
    """Return the function that makes one call of a client."""
    request = customer.request()
    create = made.accounting_customers.create_accounting_customer

    def call() -> Any:
        return create(request)

    return call


def of_session(session: requests.Session, base: str) -> Callable[[], Any]:
    """Return the function that posts the same bytes and reads the response into plain dicts."""
    headers = customer.bare_headers()
    url = base + customer.PATH

    def post() -> Any:
        return session.post(url, data=customer.BODY, headers=headers).json()

    return post


def pair(given: dict[str, Any], session: requests.Session, base: str) -> Pair:
    """Return both as a pair, each having been called before.

    Arguments:
        given: What the client is made with.
        session: The Session to compare with.
        base: Address of the server.
    """
    client, floor = of_client(customer.client(**given)), of_session(session, base)
    for _ in range(3):
        client()
        floor()
    return Pair(client, floor, repeats=REPEATS)
