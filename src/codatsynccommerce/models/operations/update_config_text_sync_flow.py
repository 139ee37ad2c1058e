"""Update sync flow texts. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import WHOLE_REQUEST, Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateConfigTextSyncFlowRequest(Request):
    """The request of `update_config_text_sync_flow` in 0.3.0: its fields are arguments of the method."""

    locale: shared.Locale
    """Language of the texts, `en-us` or `fr-fr`."""

    request_body: Optional[Dict[str, shared.Localization]] = None
    """Map from text key to its new text; a null text restores the default and an empty string shows nothing."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            locale: Union[shared.Locale, str],
            request_body: Optional[Mapping[str, Union[shared.Localization, Mapping[str, Any]]]] = None,
        ) -> None: ...


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
