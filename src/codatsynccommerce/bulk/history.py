"""The push history of a company, newest first, back to a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce._pushes.outcome import requested_at
from codatsynccommerce._runtime.client import CallOptions
from codatsynccommerce._runtime.errors import SDKError
from codatsynccommerce._runtime.pagination import items
from codatsynccommerce.models import operations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codatsynccommerce._runtime.client import Client
    from codatsynccommerce.models import shared

Page = operations.GetCompanyPushHistoryResponse

_PAGE = 500
_CERTAIN = 50
"""Older operations in a row, in the order asked for, that show that only older ones follow."""


class IncompleteHistoryError(SDKError):
    """The history gave fewer operations than it says it holds."""


def pushes_since(
    client: Client, company_id: str, since: float, on_page: Callable[[Page], object] | None = None
) -> Iterator[shared.PushOperation]:
    """Give the push operations of a company that were requested at a moment or after it, and perhaps older ones.

    Newest first, so that an operation which comes in meanwhile moves others to a later page and never off a page
    that is still to be read. One may come twice; none is left out.

    Arguments:
        client: Reads it.
        company_id: The company.
        since: In seconds since the epoch.
        on_page: Called with each answer.

    Raises:
        errors.SDKError: The history cannot be read, or ends before as many as it says there are.
    """
    total: list[int | None] = []

    def page(request: operations.GetCompanyPushHistoryRequest) -> Page:
        response = client.call(operations.GET_COMPANY_PUSH_HISTORY, request, CallOptions())
        if on_page:
            on_page(response)
        total.append(response.push_operations.total_results if response.push_operations else None)
        return response

    request = operations.GetCompanyPushHistoryRequest(company_id, order_by="-requestedOnUtc", page_size=_PAGE)
    read = older = 0
    last: float | None = None
    sorted_so_far = True
    for push in items(page, request, "push_operations", None):
        read += 1
        if push is None:
            continue
        yield push
        moment = requested_at(push)
        sorted_so_far = sorted_so_far and moment is not None and (last is None or moment <= last)
        last = moment
        older = older + 1 if moment is not None and moment < since else 0
        if older >= _CERTAIN and sorted_so_far:
            return
    said = total[-1] if total else None
    if said is None or said > read:
        message = f"the push history gave {read} operations of {'it does not say how many' if said is None else said}"
        raise IncompleteHistoryError(message)
