"""Generated from api/sync.yaml by `make generate`: request-sync."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class RequestSyncRequest:
    """What `request_sync` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        sync_to_latest_args: Optional end time of the sync in `sync_to`; without it the sync goes up to now.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    sync_to_latest_args: Optional[shared.SyncToLatestArgs] = None
    """Optional end time of the sync in `sync_to`; without it the sync goes up to now."""


@dataclass
class RequestSyncResponse(Response):
    """What `request_sync` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    sync_summary: Optional[shared.SyncSummary] = None
    """State and result of a sync of commerce data to the accounting software."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried."""


REQUEST_SYNC: Operation[RequestSyncResponse] = Operation(
    name="request-sync",
    method="POST",
    path="/companies/{company_id}/sync/commerce/latest",
    body="sync_to_latest_args",
    request=RequestSyncRequest,
    response=RequestSyncResponse,
    payload="sync_summary",
)
