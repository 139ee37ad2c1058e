"""The push history: one push operation by its key, the newest of a company, or all of a company since a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.errors import PaginationError, ResponseDecodeError, SDKError
from codatsynccommerce._runtime.pagination import Pages, items
from codatsynccommerce.models import operations, shared

from .outcome import PushKey, requested_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codatsynccommerce._runtime.client import Pipeline
    from codatsynccommerce._runtime.operation import Operation
    from codatsynccommerce._runtime.polling import PollLoop

HistoryPage = operations.GetCompanyPushHistoryResponse

Response = TypeVar("Response")
_PAGE_SIZE = 500
_CERTAIN = 50
"""Number of consecutive older operations, in the requested order, after which only older ones follow."""


_MIN_PAGE_SIZE, _MAX_PAGE_SIZE = 100, 5000
_TOLERANCE = 5.0
"""Seconds by which the times in a list may differ from those in an earlier response."""


class Caller(Protocol):
    """Makes calls: a synchronous client, or one whose requests pass limits first."""

    def call(self, operation: Operation[Response], request: object, options: CallOptions) -> Response:
        """Make one call: see `Pipeline.send`."""
        ...


class PushHistory:
    """The requests of one wait for push operations."""

    def __init__(self, pipeline: Pipeline, loop: PollLoop) -> None:
        """Read with a client, within a wait."""
        self._pipeline = pipeline
        self._loop = loop
        self._rows_needed: dict[str, int] = {}

    async def read(self, key: PushKey) -> shared.PushOperation | None:
        """Return a push operation by its key."""
        request = operations.GetPushOperationRequest(company_id=key.company_id, push_operation_key=key.operation)
        response = await self._pipeline.send(operations.GET_PUSH_OPERATION, request, self._loop.call_options())
        return response.push_operation

    async def read_newest(
        self,
        company_id: str,
        missing: set[str],
        on_found: Callable[[shared.PushOperation], None],
        *,
        least: int,
        oldest: float | None,
    ) -> None:
        """Find push operations of a company in its list, newest first.

        Arguments:
            company_id: The company.
            missing: Keys of the push operations. Those that are found are removed from it.
            on_found: Called with each that is found.
            least: How many of the newest rows to read at least.
            oldest: When the oldest of them was requested, as far back as the list is read; None if that is not known.
        """
        least = max(least, _MIN_PAGE_SIZE)
        # If one round takes many pages, the next takes one.
        size = min(max(least, self._rows_needed.get(company_id, 0)), _MAX_PAGE_SIZE)
        request = operations.GetCompanyPushHistoryRequest(
            company_id=company_id, order_by="-requestedOnUtc", page_size=size
        )
        # No more pages than it would take requests to read them one by one.
        pages = Pages(self._read_page, request, "push_operations", max(least, size * len(missing)))
        count = 0
        try:
            while missing and (rows := await pages.read()) is not None:
                for state in rows:
                    count += 1
                    if state and state.push_operation_key in missing:
                        missing.remove(state.push_operation_key)
                        on_found(state)
                    if not missing or (count >= least and (oldest is None or _is_before(state, oldest))):
                        break
                else:
                    continue
                break
        except PaginationError:
            pass  # A list that repeats itself has no more to read.
        self._rows_needed[company_id] = count

    async def _read_page(
        self, request: operations.GetCompanyPushHistoryRequest
    ) -> operations.GetCompanyPushHistoryResponse:
        response = await self._pipeline.send(operations.GET_COMPANY_PUSH_HISTORY, request, self._loop.call_options())
        return _whole(response)


def _is_before(state: shared.PushOperation | None, oldest: float) -> bool:
    when = requested_at(state) if state else None
    return when is None or when < oldest - _TOLERANCE


def _whole(response: HistoryPage) -> HistoryPage:
    """Return a page of the history if all its values could be read: only then does it prove that something is absent.

    Raises:
        errors.ResponseDecodeError: A value has another type than described.
    """
    if response.unexpected_values:
        message = f"{response.status_code}: {response.unexpected_values[0]}"
        raise ResponseDecodeError(message, response.status_code, headers=response.headers)
    return response


class IncompleteHistoryError(SDKError):
    """The pages of the history did not show every operation: fewer than its total count, or some twice."""


class _Coverage:
    """What the pages of one reading of the history show of each other."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._repeated = 0
        self._totals: list[object] = []

    def add(self, response: HistoryPage) -> None:
        """Note a page."""
        listed = response.push_operations
        rows = (listed.results if listed else None) or ()
        keys = {push.push_operation_key for push in rows if push and push.push_operation_key}
        self._repeated += len(keys & self._keys)
        self._keys |= keys
        self._totals.append(listed.total_results if listed else None)

    def check_order(self) -> None:
        """Refuse pages that repeat more operations than new ones have moved to a later page.

        Operations of one moment may come in another order on each page. One that comes twice then stands in the place
        of one that does not come at all.
        """
        first, last = self._totals[0], self._totals[-1]
        moved = last - first if isinstance(first, int) and isinstance(last, int) else 0
        if self._repeated > max(moved, 0):
            message = f"the push history shows {self._repeated} of its operations again, and may lack as many others"
            raise IncompleteHistoryError(message)

    def check_count(self, read: int) -> None:
        """Refuse fewer operations than the history counts."""
        total = self._totals[-1]
        if not isinstance(total, int) or isinstance(total, bool) or total > read:
            said = total if isinstance(total, int) else "it does not say how many"
            message = f"the push history returned {read} of {said} operations"
            raise IncompleteHistoryError(message)


def pushes_since(
    client: Caller, company_id: str, since: float | None, on_page: Callable[[HistoryPage], object] | None = None
) -> Iterator[shared.PushOperation]:
    """Yield the push operations of a company that were requested at a moment or after it, and perhaps older ones.

    Newest first, so that an operation which comes in meanwhile moves others to a later page and never off a page
    that is still to be read. One may come twice; none is left out.

    Arguments:
        client: Reads it.
        company_id: The company.
        since: In seconds since the epoch, by the API's clock; None yields all.
        on_page: Called with each response.

    Raises:
        errors.SDKError: The history cannot be read, or its pages do not show every operation.
    """
    coverage = _Coverage()

    def page(request: operations.GetCompanyPushHistoryRequest) -> HistoryPage:
        response = _whole(client.call(operations.GET_COMPANY_PUSH_HISTORY, request, CallOptions()))
        if on_page:
            on_page(response)
        coverage.add(response)
        return response

    request = operations.GetCompanyPushHistoryRequest(company_id, order_by="-requestedOnUtc", page_size=_PAGE_SIZE)
    read = older = 0
    last: float | None = None
    sorted_so_far = True
    for push in items(page, request, "push_operations", None):
        read += 1
        if push is None:  # pyright: ignore[reportUnnecessaryComparison] - the API may send null among the items
            continue
        yield push
        moment = requested_at(push)
        sorted_so_far = sorted_so_far and moment is not None and (last is None or moment <= last)
        last = moment
        older = older + 1 if since is not None and moment is not None and moment < since else 0
        if older >= _CERTAIN and sorted_so_far:
            coverage.check_order()
            return
    coverage.check_order()
    coverage.check_count(read)
