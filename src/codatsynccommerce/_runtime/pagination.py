"""Paginated lists: whether a page has a next one, and the items of all pages, one page in memory at a time.

Pages are counted, not followed by their links, which may name another path. The API gives no snapshot: if records are
added or removed while a list is read, an item may come twice or not at all. See
https://docs.codat.io/using-the-api/paging.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from .errors import PaginationError, RequestError
from .runner import run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

    from _typeshed import DataclassInstance

Request = TypeVar("Request", bound="DataclassInstance")
Item = TypeVar("Item")

if TYPE_CHECKING:
    Item_co = TypeVar("Item_co", covariant=True)

    class Links(Protocol):
        """The attribute of the links of a page that is read here."""

        @property
        def next(self) -> object: ...

    class Page(Protocol[Item_co]):
        """The attributes of a page that are read here. The API may send a count of another type than described."""

        @property
        def results(self) -> Sequence[Item_co] | None: ...
        @property
        def links(self) -> Links | None: ...
        @property
        def page_number(self) -> object: ...
        @property
        def page_size(self) -> object: ...
        @property
        def total_results(self) -> object: ...

    class PageResponse(Protocol[Item_co]):
        """A response that holds a page."""

        @property
        def result(self) -> Page[Item_co]: ...


_MAX_REPEATED_PAGES = 2
"""Pages in a row that only repeat earlier ones. The first may come from a list that grew by a page."""

_MAX_PAGE_NUMBER = 2**31 - 1
"""The API counts pages in 32 bits."""

_IDENTITIES = ("id", "push_operation_key", "key")
"""Attributes that identify a row, whatever else of it changes: the first of these that it has."""


def has_next(page: Page[object] | None) -> bool:
    """Return whether a page has a next one: by its links, else by its counts, else by whether it holds anything."""
    if page is None or not page.results:
        return False
    if page.links is not None:
        return page.links.next is not None
    number, size, total = page.page_number, page.page_size, page.total_results
    if isinstance(number, int) and isinstance(size, int) and isinstance(total, int):
        return number * size < total
    return True


def items(
    fetch: Callable[[Request], PageResponse[Item]], request: Request, payload: str, max_items: int | None
) -> Iterator[Item]:
    """Return an iterator over every item of a list. It reads each page when the first item of the page is needed.

    Arguments:
        fetch: Returns the response of one page for its request.
        request: Request of the first page. It is never changed, and you may change it while the list is read.
        payload: Attribute of the response that holds the page.
        max_items: Maximum number of items; None for all.

    Raises:
        errors.RequestError: `max_items` or the number of the first page cannot be used.
        errors.PaginationError: The server repeats the same pages.
    """

    async def fetch_page(page_request: Request) -> PageResponse[Item]:
        return fetch(page_request)

    return _iterate(Pages(fetch_page, request, payload, max_items))


def async_items(
    fetch: Callable[[Request], Awaitable[PageResponse[Item]]], request: Request, payload: str, max_items: int | None
) -> AsyncIterator[Item]:
    """Return an asynchronous iterator over every item of a list: `items` for a `fetch` that is awaited."""
    return _async_iterate(Pages(fetch, request, payload, max_items))


def _iterate(pages: Pages[Request, Item]) -> Iterator[Item]:
    while (rows := run(pages.read())) is not None:
        yield from rows
        del rows  # Otherwise two pages would be in memory while the next is read.


async def _async_iterate(pages: Pages[Request, Item]) -> AsyncIterator[Item]:
    row: Item | None
    while (rows := await pages.read()) is not None:
        for row in rows:
            yield row
        rows = row = None  # As above.


class Pages(Generic[Request, Item]):
    """The pages of one list, read in turn."""

    def __init__(
        self,
        fetch: Callable[[Request], Awaitable[PageResponse[Item]]],
        request: Request,
        payload: str,
        max_items: int | None,
    ) -> None:
        """Check the arguments; read nothing yet."""
        first = getattr(request, "page", None) or 1
        _check_number("page", first)
        _check_number("max_items", 0 if max_items is None else max_items)
        self._fetch = fetch
        self._request = copy(request)
        self._payload = payload
        self._number = self._first = first
        self._remaining = max_items
        self._rows_read = 0
        self._history = _PageHistory()
        self._at_end = False

    async def read(self) -> Sequence[Item] | None:
        """Return the items of the next page, or None after the last."""
        if self._at_end or self._remaining == 0:
            return None
        response = await self._fetch(_with_page(self._request, self._number))
        page = cast("Page[Item] | None", getattr(response, self._payload))
        if page is None or not page.results:
            return None
        self._history.check(page, self._number)
        rows = page.results
        # If reading began on a later page, the size of that page tells how many rows precede it: the server may cap it.
        self._rows_read = self._rows_read + len(rows) if self._number > self._first else self._number * len(rows)
        self._at_end = _is_last(page, self._rows_read)
        self._number += 1
        if self._remaining is not None:
            rows = rows[: self._remaining]
            self._remaining -= len(rows)
        return rows


def _is_last(page: Page[object], rows_read: int) -> bool:
    """Return whether a page is the last: by its links, else by whether everything the list counts has been read."""
    # One request too many is better than stopping too early: if the counts do not add up, only an empty page ends the
    # list.
    return page.links.next is None if page.links is not None else page.total_results == rows_read


class _PageHistory:
    """Fingerprints of the pages read so far, to detect a server that repeats itself."""

    def __init__(self) -> None:
        self._fingerprints: set[int] = set()
        self._repeats = self._total = 0

    def check(self, page: Page[object], number: int) -> None:
        """Record a page, and raise if it repeats earlier ones."""
        rows = page.results or ()
        fingerprint = hash((len(rows), frozenset(map(_identity, rows))))
        total = page.total_results if isinstance(page.total_results, int) else 0
        # A list that grew by a page since the last request returns that page again, and does not repeat itself.
        grew = total - self._total >= len(rows)
        self._repeats = self._repeats + 1 if fingerprint in self._fingerprints and not grew else 0
        self._fingerprints.add(fingerprint)
        self._total = max(total, self._total)
        stated = page.page_number if isinstance(page.page_number, int) else number
        if self._repeats and (stated != number or self._repeats >= _MAX_REPEATED_PAGES):
            message = f"page {number} holds what an earlier page held: the server repeats itself"
            raise PaginationError(message)


def _identity(row: object) -> str | int:
    values = (getattr(row, name, None) for name in _IDENTITIES)
    # A value of another type than described may not be hashable.
    return next((value for value in values if value and isinstance(value, (str, int))), None) or repr(row)


def _with_page(request: Request, number: int) -> Request:
    try:
        return replace(request, page=number)
    except TypeError:
        return request  # Not an instance of the request class: the call raises an error that says so.


def _check_number(name: str, value: object) -> None:
    # bool is an int to Python, and True would be one item.
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"{name} must be a whole number from 0, or None, not {value!r:.40}"
        raise RequestError(message)
    if value < 0:
        message = f"{name} must be a whole number from 0, or None, not a negative one"
        raise RequestError(message)
    if name == "page" and value > _MAX_PAGE_NUMBER:
        message = f"page must be at most {_MAX_PAGE_NUMBER}"
        raise RequestError(message)
