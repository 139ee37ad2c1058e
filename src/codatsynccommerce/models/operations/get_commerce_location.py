"""Get commerce location. Generated from api/commerce/locations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceLocationRequest(Request):
    """The request of `get_commerce_location`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    location_id: str
    """Identifier of the location in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceLocationResponse(Response["shared.CommerceLocation"]):
    """The response of `get_commerce_location`."""

    commerce_location: Optional[shared.CommerceLocation] = None
    """Place where a shop sells or keeps stock, such as a store or a warehouse."""


GET_COMMERCE_LOCATION: Operation[GetCommerceLocationResponse] = Operation(
    name="get-commerce-location",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-locations/{location_id}",
    request=GetCommerceLocationRequest,
    response=GetCommerceLocationResponse,
    payload="commerce_location",
)
