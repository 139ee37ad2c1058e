"""Sync date range. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class RequestSyncForDateRangeRequest(Request):
    """The request of `request_sync_for_date_range`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    sync_range: Optional[shared.SyncRange] = None
    """Object with `date_range`, holding `start` and `finish` of the past period to sync."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            sync_range: Optional[Union[shared.SyncRange, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class RequestSyncForDateRangeResponse(Response["shared.SyncSummary"]):
    """The response of `request_sync_for_date_range`."""

    sync_summary: Optional[shared.SyncSummary] = None
    """State and result of a sync of commerce data to the accounting software."""


REQUEST_SYNC_FOR_DATE_RANGE: Operation[RequestSyncForDateRangeResponse] = Operation(
    name="request-sync-for-date-range",
    method="POST",
    path="/meta/companies/{company_id}/sync/commerce/historic",
    body="sync_range",
    request=RequestSyncForDateRangeRequest,
    response=RequestSyncForDateRangeResponse,
    payload="sync_summary",
)
