"""Get sync status. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetSyncStatusRequest(Request):
    """The request of `get_sync_status`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetSyncStatusResponse(Response["shared.SyncSummary"]):
    """The response of `get_sync_status`."""

    sync_summary: Optional[shared.SyncSummary] = None
    """State and result of a sync of commerce data to the accounting software."""

    sync_summaries: Optional[List[shared.SyncSummary]] = None
    """All objects if the API sends a list, else the one in `sync_summary`."""


GET_SYNC_STATUS: Operation[GetSyncStatusResponse] = Operation(
    name="get-sync-status",
    method="GET",
    path="/meta/companies/{company_id}/sync/commerce/status",
    request=GetSyncStatusRequest,
    response=GetSyncStatusResponse,
    payload="sync_summary",
    payload_list="sync_summaries",
    may_be_empty=True,
)
