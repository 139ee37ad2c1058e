"""Delete connection. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation


@dataclass
class DeleteConnectionRequest(Request):
    """The request of `delete_connection`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as returned by `s.platform_connections.list_connections`."""


@dataclass
class DeleteConnectionResponse(Response[None]):
    """The response of `delete_connection`."""


DELETE_CONNECTION: Operation[DeleteConnectionResponse] = Operation(
    name="delete-connection",
    method="DELETE",
    path="/companies/{company_id}/connections/{connection_id}",
    request=DeleteConnectionRequest,
    response=DeleteConnectionResponse,
)
