"""Generated from api/sync_flow_preferences.yaml by `make generate`: update-config-text-sync-flow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import WHOLE, Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateConfigTextSyncFlowResponse(Response):
    """What `update_config_text_sync_flow` answers."""

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
    """The Idempotency-Key that the request carried."""


UPDATE_CONFIG_TEXT_SYNC_FLOW: Operation[UpdateConfigTextSyncFlowResponse] = Operation(
    name="update-config-text-sync-flow",
    method="PATCH",
    path="/sync/commerce/config/ui/text",
    query={"locale": "locale"},
    body=WHOLE,
    request=Dict[str, shared.Localization],
    response=UpdateConfigTextSyncFlowResponse,
    payload="localization_info",
)
