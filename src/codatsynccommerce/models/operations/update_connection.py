"""Update connection. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateConnectionRequest(Request):
    """The request of `update_connection`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as returned by `s.platform_connections.list_connections`."""

    update_connection: Optional[shared.UpdateConnection] = None
    """Object with the new `status` of the connection, normally `Unlinked`."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            connection_id: str,
            update_connection: Optional[Union[shared.UpdateConnection, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class UpdateConnectionResponse(Response["shared.Connection"]):
    """The response of `update_connection`."""

    connection: Optional[shared.Connection] = None
    """Link between a company and one third-party system, such as an accounting package or a shop platform.

    Only a connection with status `Linked` can be read from the source or written to.
    """


UPDATE_CONNECTION: Operation[UpdateConnectionResponse] = Operation(
    name="update-connection",
    method="PATCH",
    path="/meta/companies/{company_id}/connections/{connection_id}",
    body="update_connection",
    request=UpdateConnectionRequest,
    response=UpdateConnectionResponse,
    payload="connection",
)
