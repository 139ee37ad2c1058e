"""Without links the counts end a list, as long as they add up; else its first empty page does."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.list_server import Open, numbered, orders, page, part, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    Query = dict[str, str]

_MISSING: Any = None


@pytest.fixture
def serve(client_kind: str) -> Iterator[Open]:
    with serving(client_kind) as start:
        yield start


def _ids(s: Any) -> list[str]:
    return [one.id for one in islice(s.commerce_orders.iter_commerce_orders(orders()), 1000)]


def test_counts_end_a_list_without_links(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(4), _links=_MISSING))
    assert _ids(s) == numbered(4)
    assert server.pages == [1, 2]


def test_empty_page_ends_a_list_without_total(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(4), _links=_MISSING, totalResults=_MISSING))
    assert _ids(s) == numbered(4)
    assert server.pages == [1, 2, 3]


@for_each(
    "wrong",
    [{"pageSize": 500}, {"pageNumber": 99}, {"totalResults": 0}, {"totalResults": 3}, {"totalResults": 999}],
)
def test_wrong_counts_do_not_end_a_list(serve: Open, wrong: dict[str, Any]) -> None:
    keys: dict[str, Any] = {"_links": None, **wrong}
    _, s = serve(lambda query: part(query, numbered(5), **keys))
    assert _ids(s) == numbered(5)


def test_single_page_costs_one_request(serve: Open) -> None:
    server, s = serve(lambda query: page(query, numbered(5), 5, _links=_MISSING))
    assert _ids(s) == numbered(5)
    assert server.pages == [1]


@pytest.mark.parametrize(("first", "asked"), [(1, [1, 2, 3]), (2, [2, 3]), (3, [3, 4])])
def test_counts_from_a_later_page(serve: Open, first: int, asked: list[int]) -> None:
    server, s = serve(lambda query: part(query, numbered(5), _links=_MISSING))
    found = s.commerce_orders.iter_commerce_orders(orders(page=first))
    assert [one.id for one in found] == numbered(5)[2 * (first - 1) :]
    assert server.pages == asked


def test_capped_page_size_hides_nothing(serve: Open) -> None:
    def give(query: Query) -> Any:
        return part({**query, "pageSize": "2"}, numbered(8), _links=_MISSING, pageSize=int(query["pageSize"]))

    _, s = serve(give)
    found = s.commerce_orders.iter_commerce_orders(orders(page=2, page_size=4))
    assert [one.id for one in found] == numbered(8)[2:]
