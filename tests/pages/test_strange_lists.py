"""Servers that repeat themselves, leave things out, or whose list changes under the reader."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from listserver import Open, numbered, orders, page, part, serving

from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    Query = dict[str, str]

_WITHOUT_NEXT = {"self": {"href": "/orders"}, "current": {"href": "/orders"}}
_MISSING: Any = None


@pytest.fixture
def serve() -> Iterator[Open]:
    with serving() as start:
        yield start


def _ids(s: Any, **options: Any) -> list[str]:
    return [one.id for one in islice(s.commerce_orders.iter_commerce_orders(orders(), **options), 1000)]


@pytest.mark.parametrize("circle", [["A"], ["A", "B"], ["A", "B", "C"]], ids="".join)
@pytest.mark.parametrize("tells", [True, False], ids=["tells the page it was asked for", "tells the page it gives"])
def test_a_server_that_goes_in_circles_is_found_out(serve: Open, circle: list[str], tells: bool) -> None:
    def give(query: Query) -> Any:
        place = (int(query["page"]) - 1) % len(circle)
        return page(query, [circle[place], circle[place] * 2], pageNumber=int(query["page"]) if tells else place + 1)

    server, s = serve(give)
    with pytest.raises(errors.PaginationError, match="the server repeats itself"):
        _ids(s)
    assert len(server.queries) <= len(circle) + 2


def test_a_server_that_gives_its_last_page_again_and_again_is_found_out(serve: Open) -> None:
    def give(query: Query) -> Any:
        clamped = str(min(int(query["page"]), 3))
        return {**part({**query, "page": clamped}, numbered(6)), "_links": page(query, [])["_links"]}

    server, s = serve(give)
    found = s.commerce_orders.iter_commerce_orders(orders())
    assert [next(found).id for _ in range(6)] == numbered(6)
    with pytest.raises(errors.PaginationError, match="page 4 holds what an earlier page held"):
        next(found)
    assert server.pages == [1, 2, 3, 4]


def test_a_circle_that_max_items_never_meets_is_no_matter(serve: Open) -> None:
    _, s = serve(lambda query: page(query, ["A", "AA"], pageNumber=1))
    assert _ids(s, max_items=2) == ["A", "AA"]


def test_a_pagination_error_is_an_sdk_error(serve: Open) -> None:
    _, s = serve(lambda query: page(query, ["A"], pageNumber=1))
    with pytest.raises(errors.SDKError):
        _ids(s)


@pytest.mark.parametrize("results", [[], _MISSING], ids=["empty", "missing"])
def test_a_page_without_results_ends_it_whatever_its_links_say(serve: Open, results: Any) -> None:
    server, s = serve(
        lambda query: page(query, ["1", "2"]) if query["page"] == "1" else page(query, [], results=results)
    )
    assert _ids(s) == ["1", "2"]
    assert server.pages == [1, 2]


def test_null_in_place_of_results_ends_it(serve: Open) -> None:
    server, s = serve(lambda query: {**page(query, []), "results": None})
    assert _ids(s) == []
    assert server.pages == [1]


def test_without_links_the_counts_say_when_it_ends(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(4), _links=_MISSING))
    assert _ids(s) == numbered(4)
    assert server.pages == [1, 2]


@pytest.mark.parametrize("key", ["pageNumber", "pageSize", "totalResults"])
def test_without_links_and_counts_the_empty_page_ends_it(serve: Open, key: str) -> None:
    keys: dict[str, Any] = {"_links": None, key: None}
    server, s = serve(lambda query: part(query, numbered(4), **keys))
    assert _ids(s) == numbered(4)
    assert server.pages == [1, 2, 3]


def test_links_count_for_more_than_counts(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(2), _links=_WITHOUT_NEXT, totalResults=999))
    assert _ids(s) == numbered(2)
    assert server.pages == [1]


def test_a_page_smaller_than_was_asked_for_does_not_end_it(serve: Open) -> None:
    server, s = serve(lambda query: page(query, [query["page"]], 6))
    assert _ids(s) == ["1", "2", "3"]
    assert server.pages == [1, 2, 3]


@pytest.mark.parametrize("gone", [1, 2, 5, 7])
def test_a_list_that_shrinks_under_the_reader_neither_hangs_nor_fails(serve: Open, gone: int) -> None:
    rows = numbered(8)

    def give(query: Query) -> Any:
        made = part(query, rows)
        del rows[:gone]
        return made

    _, s = serve(give)
    found = _ids(s)
    assert found[:2] == ["1", "2"]
    assert found == sorted(set(found), key=int)


@pytest.mark.parametrize("come", [1, 2, 3])
def test_a_list_that_grows_at_its_front_gives_each_item_that_was_there(serve: Open, come: int) -> None:
    rows = numbered(8)
    new = iter(range(100, 1000))

    def give(query: Query) -> Any:
        made = part(query, rows)
        if query["page"] in ("1", "3"):
            rows[:0] = [str(next(new)) for _ in range(come)]
        return made

    _, s = serve(give)
    assert set(_ids(s)) >= set(numbered(8))


def test_a_list_that_grows_at_its_end_is_read_to_its_new_end(serve: Open) -> None:
    rows = numbered(3)

    def give(query: Query) -> Any:
        made = part(query, rows, _links={**_WITHOUT_NEXT, "next": {"href": "/orders"}})
        if len(rows) < 9:
            rows.extend([str(len(rows) + 1), str(len(rows) + 2)])
        return made

    _, s = serve(give)
    assert _ids(s) == numbered(9)


def test_a_page_that_cannot_be_read_raises_after_the_items_before_it(serve: Open) -> None:
    _, s = serve(lambda query: page(query, ["1", "2"]) if query["page"] == "1" else ["no page"])
    found = s.commerce_orders.iter_commerce_orders(orders())
    assert [next(found).id, next(found).id] == ["1", "2"]
    with pytest.raises(errors.ResponseDecodeError):
        next(found)
