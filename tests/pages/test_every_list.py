"""Every paginated operation has an iterator, and its response knows whether another page follows."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest
from support.for_each import for_each
from support.list_server import Open, page, part, serving
from support.samples import Samples

import codatsynccommerce
from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGED = [
    one for name in operations.__all__ if isinstance(one := getattr(operations, name), Operation) and one.is_paginated
]
SUB_SDKS = {
    name: getattr(codatsynccommerce, name) for name in codatsynccommerce.__all__ if name not in ("models", "utils")
}


@pytest.fixture
def serve(client_kind: str) -> Iterator[Open]:
    with serving(client_kind) as start:
        yield start


def _method(operation: Operation[Any]) -> tuple[str, str]:
    """Return the class of the sub-SDK and the name of the list method of an operation."""
    found = [
        (name, member)
        for name, kind in SUB_SDKS.items()
        if inspect.isclass(kind)
        for member, method in vars(kind).items()
        if inspect.isfunction(method)
        and method.__annotations__.get("return") == f"operations.{operation.response.__name__}"
    ]
    (one,) = found
    return one


def _all(s: Any, kind: str) -> Any:
    places = CodatSyncCommerce._sub_sdks  # pyright: ignore[reportPrivateUsage] - the only list
    return next(getattr(s, name) for name, place in places.items() if place.endswith(f":{kind}"))


def test_there_are_paged_operations() -> None:
    assert len(PAGED) > 10


@for_each("operation", PAGED)
def test_list_becomes_iter(serve: Open, operation: Operation[Any]) -> None:
    kind, method = _method(operation)
    assert method.startswith("list_")
    server, s = serve(lambda query: part(query, [], results=[]))
    request = Samples().of(operation.request)
    request.page, request.page_size = 1, 2
    iterate = getattr(_all(s, kind), "iter_" + method.removeprefix("list_"))
    assert list(iterate(request)) == []
    assert server.pages == [1]
    given = list(inspect.signature(iterate).parameters.values())
    fields = inspect.signature(operation.request).parameters
    assert [one.name for one in given] == ["request", "retries", *fields, "max_items", "timeout", "headers"]
    assert {one.kind for one in given[2:]} == {inspect.Parameter.KEYWORD_ONLY}


@for_each("operation", PAGED)
def test_iterator_is_typed_by_its_items(operation: Operation[Any]) -> None:
    kind, method = _method(operation)
    iterate = getattr(SUB_SDKS[kind], "iter_" + method.removeprefix("list_"))
    results = get_type_hints(get_type_hints(operation.response)[operation.payload or ""].__args__[0])["results"]
    item = results.__args__[0].__args__[0]
    assert iterate.__annotations__["return"] == f"Iterator[shared.{item.__name__}]"


@for_each(("count", "number", "following"), [(0, 1, False), (2, 1, False), (3, 1, True), (3, 2, False), (3, 9, False)])
def test_the_response_knows_whether_a_page_follows(serve: Open, count: int, number: int, following: bool) -> None:
    ids = [str(one) for one in range(count)]
    _, s = serve(lambda query: part(query, ids))
    request = operations.ListCommercePaymentsRequest("company", "connection", page=number, page_size=2)
    assert s.commerce_payments.list_commerce_payments(request).has_next_page is following


def test_response_without_page_has_no_next() -> None:
    assert operations.ListCommerceOrdersResponse("application/json", 200).has_next_page is False
    empty = shared.CommerceOrders.from_dict(page({"page": "1", "pageSize": "2"}, ["1"], 9, results=None))
    assert operations.ListCommerceOrdersResponse("application/json", 200, empty).has_next_page is False


def test_sandbox_list_keeps_its_order(codat_sandbox: Any) -> None:
    with codatsynccommerce.CodatSyncCommerce(
        shared.Security.from_api_key(codat_sandbox.api_key), server_url=codat_sandbox.url
    ) as s:
        request = operations.ListCommerceOrdersRequest(
            codat_sandbox.company_id, codat_sandbox.commerce_connection_id, page_size=99, order_by="-totalAmount"
        )
        found = [one.total_amount or 0 for one in s.commerce_orders.iter_commerce_orders(request)]
    assert len(found) == 250
    assert found == sorted(found, reverse=True)
