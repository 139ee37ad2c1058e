"""Get sync flow URL. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetSyncFlowURLRequest(Request):
    """The request of `get_sync_flow_url`."""

    accounting_key: str
    """Four-letter platform key of the accounting software, such as `gbol` for Xero."""

    commerce_key: str
    """Four-letter platform key of the commerce software, such as `fztf` for Shopify."""

    merchant_identifier: Optional[str] = None
    """Company ID or name of the merchant that the flow is for."""


@dataclass
class GetSyncFlowURLResponse(Response["shared.SyncFlowURL"]):
    """The response of `get_sync_flow_url`."""

    sync_flow_url: Optional[shared.SyncFlowURL] = None
    """Address of the hosted sync flow for one merchant."""


GET_SYNC_FLOW_URL: Operation[GetSyncFlowURLResponse] = Operation(
    name="get-sync-flow-url",
    method="GET",
    path="/config/sync/commerce/{commerce_key}/{accounting_key}/start",
    query={"merchant_identifier": "merchantIdentifier"},
    request=GetSyncFlowURLRequest,
    response=GetSyncFlowURLResponse,
    payload="sync_flow_url",
)
