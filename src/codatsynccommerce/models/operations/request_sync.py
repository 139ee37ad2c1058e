"""Sync latest data. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class RequestSyncRequest(Request):
    """The request of `request_sync`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    sync_to_latest_args: Optional[shared.SyncToLatestArgs] = None
    """Optional end time of the sync in `sync_to`; without it the sync goes up to now."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            sync_to_latest_args: Optional[Union[shared.SyncToLatestArgs, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class RequestSyncResponse(Response["shared.SyncSummary"]):
    """The response of `request_sync`."""

    sync_summary: Optional[shared.SyncSummary] = None
    """State and result of a sync of commerce data to the accounting software."""


REQUEST_SYNC: Operation[RequestSyncResponse] = Operation(
    name="request-sync",
    method="POST",
    path="/companies/{company_id}/sync/commerce/latest",
    body="sync_to_latest_args",
    request=RequestSyncRequest,
    response=RequestSyncResponse,
    payload="sync_summary",
)
