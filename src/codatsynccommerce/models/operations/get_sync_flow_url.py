"""Generated from api/sync_flow_preferences.yaml by `make generate`: get-sync-flow-url."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetSyncFlowURLRequest:
    """What `get_sync_flow_url` asks for.

    Arguments:
        accounting_key: Four-letter platform key of the accounting software, such as `gbol` for Xero.
        commerce_key: Four-letter platform key of the commerce software, such as `fztf` for Shopify.
        merchant_identifier: Company ID or name of the merchant that the flow is for.
    """

    accounting_key: str
    """Four-letter platform key of the accounting software, such as `gbol` for Xero."""

    commerce_key: str
    """Four-letter platform key of the commerce software, such as `fztf` for Shopify."""

    merchant_identifier: Optional[str] = None
    """Company ID or name of the merchant that the flow is for."""


@dataclass
class GetSyncFlowURLResponse(Response):
    """What `get_sync_flow_url` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    sync_flow_url: Optional[shared.SyncFlowURL] = None
    """Address of the hosted sync flow for one merchant."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_SYNC_FLOW_URL: Operation[GetSyncFlowURLResponse] = Operation(
    name="get-sync-flow-url",
    method="GET",
    path="/config/sync/commerce/{commerce_key}/{accounting_key}/start",
    query={"merchant_identifier": "merchantIdentifier"},
    request=GetSyncFlowURLRequest,
    response=GetSyncFlowURLResponse,
    payload="sync_flow_url",
)
