"""Generated from api/sync_flow_preferences.yaml by `make generate`: get-config-text-sync-flow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetConfigTextSyncFlowResponse(Response):
    """What `get_config_text_sync_flow` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    localization_info: Optional[Dict[str, shared.Localization]] = None
    """Texts of the sync flow, by the key of the text."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_CONFIG_TEXT_SYNC_FLOW: Operation[GetConfigTextSyncFlowResponse] = Operation(
    name="get-config-text-sync-flow",
    method="GET",
    path="/sync/commerce/config/ui/text",
    query={"locale": "locale"},
    response=GetConfigTextSyncFlowResponse,
    payload="localization_info",
)
