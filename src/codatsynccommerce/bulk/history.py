"""The push history of a company, newest first, back to a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.models import operations
from codatsynccommerce.push_data import PushData

from .outcome import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce._core.client import Client
    from codatsynccommerce.models import shared

_PAGE = 500


def pushes_since(client: Client, company_id: str, since: float) -> Iterator[shared.PushOperation]:
    """Give the push operations of a company that were requested at a moment or after it.

    Newest first, so that an operation which comes in meanwhile moves others to a later page and never off a page
    that is still to be read. One may come twice; none is left out.

    Raises:
        errors.SDKError: The history cannot be read.
    """
    request = operations.GetCompanyPushHistoryRequest(company_id, order_by="-requestedOnUtc", page_size=_PAGE)
    for push in PushData(client).iter_operations(request):
        requested = seconds(push.requested_on_utc)
        if requested is not None and requested < since:
            return
        yield push
