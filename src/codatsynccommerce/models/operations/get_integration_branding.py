"""Get integration branding. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetIntegrationBrandingRequest(Request):
    """The request of `get_integration_branding`."""

    platform_key: str
    """Four-letter key of the platform, such as `gbol` for Xero, as returned by `s.integrations.list_integrations`."""


@dataclass
class GetIntegrationBrandingResponse(Response["shared.Branding"]):
    """The response of `get_integration_branding`."""

    branding: Optional[shared.Branding] = None
    """Images of an integration for use in your own pages: logo and button."""


GET_INTEGRATION_BRANDING: Operation[GetIntegrationBrandingResponse] = Operation(
    name="get-integration-branding",
    method="GET",
    path="/config/integrations/{platform_key}/branding",
    request=GetIntegrationBrandingRequest,
    response=GetIntegrationBrandingResponse,
    payload="branding",
)
