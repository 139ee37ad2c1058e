"""Update sync flow texts. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import WHOLE_REQUEST, Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateConfigTextSyncFlowResponse(Response["Dict[str, shared.Localization]"]):
    """The response of `update_config_text_sync_flow`."""

    localization_info: Optional[Dict[str, shared.Localization]] = None
    """Texts of the sync flow, by the key of the text."""


UPDATE_CONFIG_TEXT_SYNC_FLOW: Operation[UpdateConfigTextSyncFlowResponse] = Operation(
    name="update-config-text-sync-flow",
    method="PATCH",
    path="/sync/commerce/config/ui/text",
    query={"locale": "locale"},
    body=WHOLE_REQUEST,
    request=Dict[str, shared.Localization],
    response=UpdateConfigTextSyncFlowResponse,
    payload="localization_info",
)
