"""Create connection. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateConnectionRequest(Request):
    """The request of `create_connection`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    request_body: Optional[str] = None
    """Platform key as a bare JSON string in double quotes, such as `"gbol"`, not an object."""


@dataclass
class CreateConnectionResponse(Response["shared.Connection"]):
    """The response of `create_connection`."""

    connection: Optional[shared.Connection] = None
    """Link between a company and one third-party system, such as an accounting package or a shop platform.

    Only a connection with status `Linked` can be read from the source or written to.
    """


CREATE_CONNECTION: Operation[CreateConnectionResponse] = Operation(
    name="create-connection",
    method="POST",
    path="/meta/companies/{company_id}/connections",
    body="request_body",
    request=CreateConnectionRequest,
    response=CreateConnectionResponse,
    payload="connection",
)
