"""Get sync flow texts. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Dict, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetConfigTextSyncFlowRequest(Request):
    """The request of `get_config_text_sync_flow` in 0.3.0: its fields are arguments of the method."""

    locale: shared.Locale
    """Language of the texts, `en-us` or `fr-fr`."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            locale: Union[shared.Locale, str],
        ) -> None: ...


@dataclass
class GetConfigTextSyncFlowResponse(Response["Dict[str, shared.Localization]"]):
    """The response of `get_config_text_sync_flow`."""

    localization_info: Optional[Dict[str, shared.Localization]] = None
    """Texts of the sync flow, by the key of the text."""


GET_CONFIG_TEXT_SYNC_FLOW: Operation[GetConfigTextSyncFlowResponse] = Operation(
    name="get-config-text-sync-flow",
    method="GET",
    path="/sync/commerce/config/ui/text",
    query={"locale": "locale"},
    response=GetConfigTextSyncFlowResponse,
    payload="localization_info",
)
