"""A server that repeats its pages is detected, and a list that only grows is not mistaken for one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.list_server import Open, numbered, orders, page, part, serving

from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    Query = dict[str, str]


@pytest.fixture
def serve(client_kind: str) -> Iterator[Open]:
    with serving(client_kind) as start:
        yield start


def _ids(s: Any, **options: Any) -> list[str]:
    return [one.id for one in islice(s.commerce_orders.iter_commerce_orders(orders(), **options), 1000)]


@for_each("circle", [["A"], ["A", "B"], ["A", "B", "C"]])
@for_each("tells", [True, False])
def test_pages_in_a_circle_raise(serve: Open, circle: list[str], tells: bool) -> None:
    def give(query: Query) -> Any:
        place = (int(query["page"]) - 1) % len(circle)
        return page(query, [circle[place], circle[place] * 2], pageNumber=int(query["page"]) if tells else place + 1)

    server, s = serve(give)
    with pytest.raises(errors.PaginationError, match="the server repeats itself"):
        _ids(s)
    assert len(server.queries) <= len(circle) + 2


def test_repeated_last_page_raises(serve: Open) -> None:
    def give(query: Query) -> Any:
        clamped = str(min(int(query["page"]), 3))
        return {**part({**query, "page": clamped}, numbered(6)), "_links": page(query, [])["_links"]}

    server, s = serve(give)
    found = s.commerce_orders.iter_commerce_orders(orders())
    assert [next(found).id for _ in range(6)] == numbered(6)
    with pytest.raises(errors.PaginationError, match="page 4 holds what an earlier page held"):
        next(found)
    assert server.pages == [1, 2, 3, 4]


@pytest.mark.parametrize("tells", [True, False], ids=["tells the page it was asked for", "tells the page it gives"])
def test_changed_rows_are_the_same_page(serve: Open, tells: bool) -> None:
    reads = iter(range(1000))

    def give(query: Query) -> Any:
        read = next(reads)
        rows = [{"id": str((number + read) % 5), "orderNumber": f"{number}/{read}"} for number in range(5)]
        return page(query, [], results=rows, pageNumber=int(query["page"]) if tells else 1)

    server, s = serve(give)
    with pytest.raises(errors.PaginationError, match="the server repeats itself"):
        _ids(s)
    assert len(server.queries) <= 3


def test_pages_with_equal_ends_differ(serve: Open) -> None:
    middle = iter(range(100, 1000))
    _, s = serve(lambda query: page(query, ["1", str(next(middle)), "9"], 8))
    assert len(_ids(s)) == 12


def test_rows_are_identified_by_their_id(serve: Open) -> None:
    reads = iter(range(1000))

    def give(query: Query) -> Any:
        row = {"pushOperationKey": "a", "key": "b", "status": str(next(reads)), "name": str(next(reads))}
        return page(query, [], results=[row])

    _, s = serve(give)
    for found in (
        s.push_data.iter_operations(operations.GetCompanyPushHistoryRequest("8a210b68", page_size=2)),
        s.integrations.iter_integrations(operations.ListIntegrationsRequest(page_size=2)),
    ):
        with pytest.raises(errors.PaginationError):
            list(islice(found, 1000))


def test_rows_without_id_are_compared_whole(serve: Open) -> None:
    _, s = serve(lambda query: page(query, [], 8, results=[{"orderNumber": query["page"]}, {}]))
    assert len(_ids(s)) == 8
    _, s = serve(lambda query: page(query, [], results=[{"orderNumber": "1"}]))
    with pytest.raises(errors.PaginationError):
        _ids(s)


def test_circle_beyond_max_items_is_ignored(serve: Open) -> None:
    _, s = serve(lambda query: page(query, ["A", "AA"], pageNumber=1))
    assert _ids(s, max_items=2) == ["A", "AA"]


def test_a_pagination_error_is_an_sdk_error(serve: Open) -> None:
    _, s = serve(lambda query: page(query, ["A"], pageNumber=1))
    with pytest.raises(errors.SDKError):
        _ids(s)


def test_list_growing_by_a_page_is_no_circle(serve: Open) -> None:
    rows = numbered(6)

    def give(query: Query) -> Any:
        made = part(query, rows)
        if len(rows) < 16:
            rows[:0] = [f"new {len(rows)}", f"new {len(rows) + 1}"]
        return made

    server, s = serve(give)
    found = _ids(s)
    assert found[:12] == ["1", "2"] * 6
    assert set(found) >= set(numbered(6))
    assert len(server.queries) == 8


def test_circle_with_slowly_growing_total_raises(serve: Open) -> None:
    totals = iter(range(100, 1000))
    _, s = serve(lambda query: page(query, ["1", "2"], totalResults=next(totals)))
    with pytest.raises(errors.PaginationError):
        _ids(s)


def test_circle_with_changing_total_raises(serve: Open) -> None:
    _, s = serve(lambda query: page(query, ["1", "2"], totalResults=100 + 50 * (int(query["page"]) % 2)))
    with pytest.raises(errors.PaginationError):
        _ids(s)
