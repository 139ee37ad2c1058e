"""Update authorization. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateConnectionAuthorizationRequest(Request):
    """The request of `update_authorization`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as returned by `s.platform_connections.list_connections`."""

    connection_credentials: Optional[Dict[str, str]] = None
    """Credentials by name, as the platform defines them."""


@dataclass
class UpdateConnectionAuthorizationResponse(Response["shared.Connection"]):
    """The response of `update_authorization`."""

    connection: Optional[shared.Connection] = None
    """The connection with its new authorisation state."""


UPDATE_CONNECTION_AUTHORIZATION: Operation[UpdateConnectionAuthorizationResponse] = Operation(
    name="update-connection-authorization",
    method="PUT",
    path="/companies/{company_id}/connections/{connection_id}/authorization",
    body="connection_credentials",
    request=UpdateConnectionAuthorizationRequest,
    response=UpdateConnectionAuthorizationResponse,
    payload="connection",
)
