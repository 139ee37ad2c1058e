"""List commerce locations. Generated from api/commerce/locations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import ListResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListCommerceLocationsRequest(Request):
    """The request of `list_commerce_locations`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""


@dataclass
class ListCommerceLocationsResponse(ListResponse["shared.CommerceLocations"]):
    """The response of `list_commerce_locations`."""

    commerce_locations: Optional[shared.CommerceLocations] = None
    """One page of commerce locations, with the paging details of the list."""


LIST_COMMERCE_LOCATIONS: Operation[ListCommerceLocationsResponse] = Operation(
    name="list-commerce-locations",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-locations",
    request=ListCommerceLocationsRequest,
    response=ListCommerceLocationsResponse,
    payload="commerce_locations",
)
