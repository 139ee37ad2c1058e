"""Pages: what comes after one, and every item of all of them, one page in memory at a time.

Pages are counted, not followed by their links, which may name another path. The API gives no snapshot: where records
come or go while a list is read, an item may come twice or not at all. See https://docs.codat.io/using-the-api/paging.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .errors import PaginationError, RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_REPEATS = 2
"""Pages in a row that hold only what was there before. One may be a list that grew by just a page; two are a circle."""

_IDENTITIES = ("id", "push_operation_key", "key")
"""What a row is known by, whatever else of it changes: the first of these that it has."""


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
        request: Request of the first page. It is never changed, and may be while its list is read.
        payload: Attribute of the response that holds the page.
        max_items: Items to give at the most; None gives all.

    Raises:
        errors.RequestError: `max_items` or the page to begin with is no such number.
        errors.PaginationError: The server repeats itself.
    """
    first = getattr(request, "page", None) or 1
    _check_number("page", first)
    _check_number("max_items", 0 if max_items is None else max_items)
    return _items(fetch, copy(request), payload, first, max_items)


def _items(fetch: Callable[[Any], Any], request: Any, payload: str, first: int, left: int | None) -> Iterator[Any]:
    seen, number, read = _Seen(), first, 0
    while left is None or left > 0:
        page = getattr(fetch(_at(number, request)), payload)
        if page is None or not page.results:
            return
        seen.check(page, number)
        # Where reading begins later, what a page holds tells the size of those before it: the server may cap it.
        read = read + len(page.results) if number > first else number * len(page.results)
        yield from page.results if left is None else page.results[:left]
        left = None if left is None else left - len(page.results)
        if _ends(page, read):
            return
        number += 1
        # Let go of before the next is read, or two would be in memory.
        del page


def _ends(page: Any, read: int) -> bool:
    """Say whether a page is the last: by its links, else where all that the list is said to hold was read."""
    # One request too many is better than an end too soon: counts that do not add up leave it to the empty page.
    return page.links.next is None if page.links is not None else page.total_results == read


class _Seen:
    """The pages read so far, as far as it takes to find out a circle."""

    def __init__(self) -> None:
        self.marks: set[int] = set()
        self.repeats = self.total = 0

    def check(self, page: Any, number: int) -> None:
        """Note a page, and refuse it where it is part of a circle."""
        rows = page.results
        mark = hash((len(rows), frozenset(map(_identity, rows))))
        total = page.total_results if isinstance(page.total_results, int) else 0
        # A list that grew by a page since the last was read gives that again, and is in no circle.
        grew = total - self.total >= len(rows)
        self.repeats = self.repeats + 1 if mark in self.marks and not grew else 0
        self.marks.add(mark)
        self.total = max(total, self.total)
        said = page.page_number if isinstance(page.page_number, int) else number
        if self.repeats and (said != number or self.repeats >= _MOST_REPEATS):
            message = f"page {number} holds what an earlier page held: the server repeats itself"
            raise PaginationError(message)


def _identity(row: Any) -> Any:
    return next((known for name in _IDENTITIES if (known := getattr(row, name, None))), None) or repr(row)


def _at(number: int, request: Any) -> Any:
    try:
        return replace(request, page=number)
    except TypeError:
        return request  # Not of the class that it should be: the call says so in its own words.


def _check_number(name: str, value: object) -> None:
    # bool is an int to Python, and True would be one item.
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"{name} must be a whole number from 0, or None, not {value!r}"
        raise RequestError(message)
