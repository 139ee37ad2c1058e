"""Generated from api/sync.yaml by `make generate`: get-sync-status."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetSyncStatusRequest:
    """What `get_sync_status` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """


@dataclass
class GetSyncStatusResponse(Response):
    """What `get_sync_status` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    sync_summary: Optional[shared.SyncSummary] = None
    """State and result of a sync of commerce data to the accounting software."""

    sync_summaries: Optional[List[shared.SyncSummary]] = None
    """Every one of them, where the API answers with a list; else the one in `sync_summary`."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_SYNC_STATUS: Operation[GetSyncStatusResponse] = Operation(
    name="get-sync-status",
    method="GET",
    path="/meta/companies/{company_id}/sync/commerce/status",
    request=GetSyncStatusRequest,
    response=GetSyncStatusResponse,
    payload="sync_summary",
    payloads="sync_summaries",
    may_be_empty=True,
)
