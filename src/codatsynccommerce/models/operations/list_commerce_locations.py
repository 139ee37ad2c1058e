"""Generated from api/commerce/locations.yaml by `make generate`: list-commerce-locations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import ListResponse
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListCommerceLocationsRequest:
    """What `list_commerce_locations` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection to the merchant's shop or point of sale.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""


@dataclass
class ListCommerceLocationsResponse(ListResponse["shared.CommerceLocations"]):
    """Response of `list_commerce_locations`."""

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
