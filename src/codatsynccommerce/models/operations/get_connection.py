"""Get connection. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetConnectionRequest(Request):
    """The request of `get_connection`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as returned by `s.platform_connections.list_connections`."""


@dataclass
class GetConnectionResponse(Response["shared.Connection"]):
    """The response of `get_connection`."""

    connection: Optional[shared.Connection] = None
    """Link between a company and one third-party system, such as an accounting package or a shop platform.

    Only a connection with status `Linked` can be read from the source or written to.
    """


GET_CONNECTION: Operation[GetConnectionResponse] = Operation(
    name="get-connection",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}",
    request=GetConnectionRequest,
    response=GetConnectionResponse,
    payload="connection",
)
