"""Pages: what comes after one, and every item of all of them, one page in memory at a time.

Pages are counted, not followed by their links, which may name another path. The API gives no snapshot: where records
come or go while a list is read, an item may come twice or not at all. See https://docs.codat.io/using-the-api/paging.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .errors import PaginationError, RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_REPEATS = 2
"""Pages in a row that hold only what was there before. One may be a list that grew by just a page; two are a circle."""


def has_next(page: Any) -> bool:
    """Say whether a page has one after it: by its links, else by its counts, else by whether it holds anything."""
    if page is None or not page.results:
        return False
    if page.links is not None:
        return page.links.next is not None
    if isinstance(page.total_results, int) and isinstance(page.page_number, int) and isinstance(page.page_size, int):
        return page.page_number * page.page_size < page.total_results
    return True


def items(fetch: Callable[[Any], Any], request: Any, payload: str, max_items: int | None) -> Iterator[Any]:
    """Give every item of a list, reading a page when it is needed.

    Arguments:
        fetch: Gives the response of one page for its request.
        request: Request of the first page, which is never changed.
        payload: Attribute of the response that holds the page.
        max_items: Items to give at the most; None gives all.

    Raises:
        errors.PaginationError: The server repeats itself.
    """
    if max_items is not None and (isinstance(max_items, bool) or not isinstance(max_items, int) or max_items < 0):
        message = f"max_items must be a whole number from 0, or None for all, not {max_items!r}"
        raise RequestError(message)
    return _items(fetch, request, payload, max_items)


def _items(fetch: Callable[[Any], Any], request: Any, payload: str, max_items: int | None) -> Iterator[Any]:
    left = max_items
    number = request.page or 1
    seen: set[int] = set()
    repeats = 0
    while left is None or left > 0:
        page = getattr(fetch(replace(request, page=number)), payload)
        if page is None or not page.results:
            return
        mark = hash(repr(page.results))
        repeats = repeats + 1 if mark in seen else 0
        _check(page, number, repeats)
        seen.add(mark)
        yield from page.results if left is None else page.results[:left]
        left = None if left is None else left - len(page.results)
        if not has_next(page):
            return
        number += 1


def _check(page: Any, number: int, repeats: int) -> None:
    said = page.page_number if isinstance(page.page_number, int) else number
    if repeats and (said != number or repeats >= _MOST_REPEATS):
        message = f"page {number} holds what an earlier page held: the server repeats itself"
        raise PaginationError(message)
