"""What a round of waiting asks the API: one push operation by its key, or some among the newest of a company."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.errors import PaginationError
from codatsynccommerce._runtime.pagination import items
from codatsynccommerce._runtime.timeout import Timeout
from codatsynccommerce.models import operations, shared

from .outcome import Key, requested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce._runtime.client import Client

_SMALLEST_PAGE, _LARGEST_PAGE = 100, 5000
_SLACK = 5.0
"""Seconds by which the times in a list may differ from what was said before."""


class Lookups:
    """The requests of one wait, none of which outlives it."""

    def __init__(self, client: Client, until: float) -> None:
        """Read with a client, until a moment of its clock."""
        self.client = client
        self.until = until
        self.reach: dict[str, int] = {}

    def one(self, key: Key) -> shared.PushOperation | None:
        """Read an operation by its key."""
        request = operations.GetPushOperationRequest(company_id=key.company_id, push_operation_key=key.operation)
        return self.client.call(operations.GET_PUSH_OPERATION, request, self._options()).push_operation

    def newest(
        self, company_id: str, missing: set[str], least: int, oldest: float | None
    ) -> Iterator[shared.PushOperation]:
        """Give the missing operations of a company that its list holds, newest first.

        Arguments:
            company_id: The company.
            missing: Keys of the operations. Those that are found are taken out.
            least: How many of the newest to look through at least.
            oldest: When the oldest of them was requested, to which the list is read on; None where nobody knows.
        """
        least = max(least, _SMALLEST_PAGE)
        # What took many pages in one round takes one in the next.
        size = min(max(least, self.reach.get(company_id, 0)), _LARGEST_PAGE)
        request = operations.GetCompanyPushHistoryRequest(
            company_id=company_id, order_by="-requestedOnUtc", page_size=size
        )
        # No more pages than it would take requests to read them one by one.
        pages = items(self._page, request, "push_operations", max(least, size * len(missing)))
        read = 0
        # A list in circles holds no more than was read of it.
        with suppress(PaginationError):
            for read, state in enumerate(pages, 1):
                if state and state.push_operation_key in missing:
                    missing.remove(state.push_operation_key)
                    yield state
                if not missing or (read >= least and (oldest is None or _before(state, oldest))):
                    break
        self.reach[company_id] = read

    def _page(self, request: operations.GetCompanyPushHistoryRequest) -> operations.GetCompanyPushHistoryResponse:
        return self.client.call(operations.GET_COMPANY_PUSH_HISTORY, request, self._options())

    def _options(self) -> CallOptions:
        # One poll must not outlive the wait, and a slow one is no reason to end it.
        left = max(self.until - self.client.clock.monotonic(), 0.001)
        return CallOptions(timeout=(self.client.settings.timeout or Timeout()).within(min(left, Timeout.total)))


def _before(state: shared.PushOperation | None, oldest: float) -> bool:
    when = requested(state) if state else None
    return when is None or when < oldest - _SLACK
