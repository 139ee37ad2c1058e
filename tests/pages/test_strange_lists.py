"""Servers that leave things out, or whose list changes while it is read."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from support.list_server import Open, numbered, orders, page, part, serving

from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    Query = dict[str, str]

_WITHOUT_NEXT = {"self": {"href": "/orders"}, "current": {"href": "/orders"}}
_MISSING: Any = None


@pytest.fixture
def serve(client_kind: str) -> Iterator[Open]:
    with serving(client_kind) as start:
        yield start


def _ids(s: Any) -> list[str]:
    return [one.id for one in islice(s.commerce_orders.iter_commerce_orders(orders()), 1000)]


@pytest.mark.parametrize("results", [[], _MISSING], ids=["empty", "missing"])
def test_empty_page_ends_the_list(serve: Open, results: Any) -> None:
    server, s = serve(
        lambda query: page(query, ["1", "2"]) if query["page"] == "1" else page(query, [], results=results)
    )
    assert _ids(s) == ["1", "2"]
    assert server.pages == [1, 2]


def test_null_in_place_of_results_ends_it(serve: Open) -> None:
    server, s = serve(lambda query: {**page(query, []), "results": None})
    assert _ids(s) == []
    assert server.pages == [1]


def test_links_count_for_more_than_counts(serve: Open) -> None:
    server, s = serve(lambda query: part(query, numbered(2), _links=_WITHOUT_NEXT, totalResults=999))
    assert _ids(s) == numbered(2)
    assert server.pages == [1]


def test_short_page_does_not_end_the_list(serve: Open) -> None:
    server, s = serve(lambda query: page(query, [query["page"]], 6))
    assert _ids(s) == ["1", "2", "3"]
    assert server.pages == [1, 2, 3]


@pytest.mark.parametrize("gone", [1, 2, 5, 7])
def test_shrinking_list_ends(serve: Open, gone: int) -> None:
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
def test_list_growing_at_its_front(serve: Open, come: int) -> None:
    rows = numbered(8)
    new = iter(range(100, 1000))

    def give(query: Query) -> Any:
        made = part(query, rows)
        if query["page"] in ("1", "3"):
            rows[:0] = [str(next(new)) for _ in range(come)]
        return made

    _, s = serve(give)
    assert set(_ids(s)) >= set(numbered(8))


def test_list_growing_at_its_end(serve: Open) -> None:
    rows = numbered(3)

    def give(query: Query) -> Any:
        made = part(query, rows, _links={**_WITHOUT_NEXT, "next": {"href": "/orders"}})
        if len(rows) < 9:
            rows.extend([str(len(rows) + 1), str(len(rows) + 2)])
        return made

    _, s = serve(give)
    assert _ids(s) == numbered(9)


def test_unreadable_page_raises_after_earlier_items(serve: Open) -> None:
    _, s = serve(lambda query: page(query, ["1", "2"]) if query["page"] == "1" else ["no page"])
    found = s.commerce_orders.iter_commerce_orders(orders())
    assert [next(found).id, next(found).id] == ["1", "2"]
    with pytest.raises(errors.ResponseDecodeError):
        next(found)
