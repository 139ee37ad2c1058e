"""Generated from api/integrations.yaml by `make generate`: get-integration-branding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

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
class GetIntegrationBrandingResponse(Response):
    """What `get_integration_branding` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    branding: Optional[shared.Branding] = None
    """Images of an integration for use in your own pages: logo and button."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_INTEGRATION_BRANDING: Operation[GetIntegrationBrandingResponse] = Operation(
    name="get-integration-branding",
    method="GET",
    path="/config/integrations/{platform_key}/branding",
    request=GetIntegrationBrandingRequest,
    response=GetIntegrationBrandingResponse,
    payload="branding",
)
