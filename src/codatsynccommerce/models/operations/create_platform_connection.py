"""Create connection. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreatePlatformConnectionRequest(Request):
    """The request of `create_connection`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    create_connection: Optional[shared.CreateConnection] = None
    """Object with the key of the platform to connect to."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            create_connection: Optional[Union[shared.CreateConnection, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class CreatePlatformConnectionResponse(Response["shared.Connection"]):
    """The response of `create_connection`."""

    connection: Optional[shared.Connection] = None
    """The new connection."""


CREATE_PLATFORM_CONNECTION: Operation[CreatePlatformConnectionResponse] = Operation(
    name="create-platform-connection",
    method="POST",
    path="/companies/{company_id}/connections",
    body="create_connection",
    request=CreatePlatformConnectionRequest,
    response=CreatePlatformConnectionResponse,
    payload="connection",
)
