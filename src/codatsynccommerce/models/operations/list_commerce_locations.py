"""Generated from api/commerce/locations.yaml by `make generate`: list-commerce-locations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

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
class ListCommerceLocationsResponse(ListResponse):
    """What `list_commerce_locations` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    commerce_locations: Optional[shared.CommerceLocations] = None
    """One page of commerce locations, with the paging details of the list."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


LIST_COMMERCE_LOCATIONS: Operation[ListCommerceLocationsResponse] = Operation(
    name="list-commerce-locations",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-locations",
    request=ListCommerceLocationsRequest,
    response=ListCommerceLocationsResponse,
    payload="commerce_locations",
)
