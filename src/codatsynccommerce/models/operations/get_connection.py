"""Generated from api/companies.yaml by `make generate`: get-connection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetConnectionRequest:
    """What `get_connection` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection, as `s.company_management.list_connections` gives it.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as `s.company_management.list_connections` gives it."""


@dataclass
class GetConnectionResponse(Response):
    """What `get_connection` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    connection: Optional[shared.Connection] = None
    """Link between a company and one third-party system, such as an accounting package or a shop platform.

    Only a connection with status `Linked` can be read from the source or written to.
    """

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_CONNECTION: Operation[GetConnectionResponse] = Operation(
    name="get-connection",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}",
    request=GetConnectionRequest,
    response=GetConnectionResponse,
    payload="connection",
)
