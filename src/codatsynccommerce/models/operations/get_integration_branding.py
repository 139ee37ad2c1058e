"""Generated from api/integrations.yaml by `make generate`: get-integration-branding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetIntegrationBrandingRequest:
    """What `get_integration_branding` asks for.

    Arguments:
        platform_key: Four-letter key of the platform, such as `gbol` for Xero, as returned by
            `s.integrations.list_integrations`.
    """

    platform_key: str
    """Four-letter key of the platform, such as `gbol` for Xero, as returned by `s.integrations.list_integrations`."""


@dataclass
class GetIntegrationBrandingResponse(Response["shared.Branding"]):
    """Response of `get_integration_branding`."""

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
