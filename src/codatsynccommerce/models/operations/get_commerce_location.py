"""Generated from api/commerce/locations.yaml by `make generate`: get-commerce-location."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceLocationRequest:
    """What `get_commerce_location` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection to the merchant's shop or point of sale.
        location_id: Identifier of the location in the commerce platform, opaque text. Percent-encode it.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    location_id: str
    """Identifier of the location in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceLocationResponse(Response):
    """What `get_commerce_location` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    commerce_location: Optional[shared.CommerceLocation] = None
    """Place where a shop sells or keeps stock, such as a store or a warehouse."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_COMMERCE_LOCATION: Operation[GetCommerceLocationResponse] = Operation(
    name="get-commerce-location",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-locations/{location_id}",
    request=GetCommerceLocationRequest,
    response=GetCommerceLocationResponse,
    payload="commerce_location",
)
