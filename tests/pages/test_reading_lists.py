"""An iterator returns every item of a list, in order, and requests no more pages than needed."""

from __future__ import annotations

import copy
import gc
import weakref
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.list_server import Open, numbered, orders, part, serving

from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    Query = dict[str, str]


@pytest.fixture
def serve(client_kind: str) -> Iterator[Open]:
    with serving(client_kind) as start:
        yield start


def _ids(found: Any) -> list[str]:
    return [one.id for one in found]


@for_each(("count", "pages"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (7, 4)])
def test_every_item_comes_once(serve: Open, count: int, pages: int) -> None:
    server, s = serve(lambda query: part(query, numbered(count)))
    assert _ids(s.commerce_orders.iter_commerce_orders(orders())) == numbered(count)
    assert server.pages == list(range(1, pages + 1))


@for_each(
    ("most", "given", "pages"),
    [(0, 0, []), (1, 1, [1]), (2, 2, [1]), (3, 3, [1, 2]), (4, 4, [1, 2]), (7, 7, [1, 2, 3, 4]), (99, 7, [1, 2, 3, 4])],
)
def test_max_items_requests_no_extra_page(serve: Open, most: int, given: int, pages: list[int]) -> None:
    server, s = serve(lambda query: part(query, numbered(7)))
    assert _ids(s.commerce_orders.iter_commerce_orders(orders(), max_items=most)) == numbered(given)
    assert server.pages == pages


@for_each("most", [-1, True, 1.5, "3"])
def test_max_items_of_wrong_type_is_refused(serve: Open, most: Any) -> None:
    server, s = serve(lambda query: part(query, numbered(7)))
    with pytest.raises(errors.RequestError, match="max_items must be a whole number"):
        s.commerce_orders.iter_commerce_orders(orders(), max_items=most)
    assert server.queries == []


@for_each("first", [-1, True, "2"])
def test_page_of_wrong_type_is_refused(serve: Open, first: Any) -> None:
    _, s = serve(lambda query: part(query, numbered(7)))
    with pytest.raises(errors.RequestError, match="page must be a whole number"):
        s.commerce_orders.iter_commerce_orders(orders(page=first))


@pytest.mark.parametrize("wrong", ["orders", operations.GetCommerceOrderRequest("a", "b", "c")])
def test_wrong_request_object_is_refused(serve: Open, wrong: Any) -> None:
    _, s = serve(lambda query: part(query, numbered(7)))
    with pytest.raises(errors.RequestError, match=r"(takes|pass) a ListCommerceOrdersRequest"):
        next(s.commerce_orders.iter_commerce_orders(wrong))


def test_query_is_kept_on_every_page(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(7)))
    request = orders(query="currency=GBP&&id~a b", order_by="-createdDate", page_size=3)
    list(s.commerce_orders.iter_commerce_orders(request))
    kept = {"query": "currency=GBP&&id~a b", "orderBy": "-createdDate", "pageSize": "3"}
    assert server.queries == [{**kept, "page": str(number)} for number in (1, 2, 3)]


def test_request_is_never_changed(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(5)))
    request = orders(query="id!=0")
    before = copy.copy(request)
    found = s.commerce_orders.iter_commerce_orders(request)
    next(found)
    assert request == before
    request.query, request.page_size, request.company_id = "id=1", 100, "another"
    assert len(list(found)) == 4
    assert {(query["query"], query["pageSize"]) for query in server.queries} == {("id!=0", "2")}


@pytest.mark.parametrize("first", [None, 1, 2])
def test_iteration_begins_at_the_requested_page(serve: Open, first: int | None) -> None:
    server, s = serve(lambda query: part(query, numbered(5)))
    assert _ids(s.commerce_orders.iter_commerce_orders(orders(page=first))) == numbered(5)[2 * ((first or 1) - 1) :]
    assert server.pages[0] == (first or 1)


def test_pages_are_requested_on_demand(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(5)))
    found = s.commerce_orders.iter_commerce_orders(orders())
    assert server.queries == []
    assert [len(server.queries) for _ in found] == [1, 1, 2, 2, 3]


def test_one_page_in_memory_at_a_time(serve: Open) -> None:
    first: list[weakref.ref[Any]] = []
    alive: list[bool] = []

    def give(query: Query) -> Any:
        alive.extend(one() is not None for one in first)
        return part(query, numbered(4))

    _, s = serve(give)
    gc.disable()
    try:
        found = s.commerce_orders.iter_commerce_orders(orders())
        first.append(weakref.ref(next(found)))
        assert len(list(found)) == 3
    finally:
        gc.enable()
    assert alive == [False]


def test_two_iterators_of_one_request(serve: Open) -> None:
    _, s = serve(lambda query: part(query, numbered(5)))
    request = orders()
    pairs = zip(
        s.commerce_orders.iter_commerce_orders(request), s.commerce_orders.iter_commerce_orders(request), strict=True
    )
    assert all(one.id == other.id for one, other in pairs)


def test_headers_hold_for_every_page(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(5)))
    assert len(list(s.commerce_orders.iter_commerce_orders(orders(), headers={"X-Team": "ledger"}))) == 5
    assert [one["X-Team"] for one in server.headers] == ["ledger"] * 3


def test_unusable_options_send_nothing(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(5)))
    for options in ({"timeout": -1}, {"headers": {"Host": "elsewhere"}}, {"retries": "often"}):
        given: Any = options
        with pytest.raises(errors.RequestError):
            next(s.commerce_orders.iter_commerce_orders(orders(), **given))
    assert server.queries == []
