"""Generated from api/commerce/customers.yaml by `make generate`: get-commerce-customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceCustomerRequest:
    """What `get_commerce_customer` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection to the merchant's shop or point of sale.
        customer_id: Identifier of the customer in the commerce platform, opaque text. Percent-encode it.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    customer_id: str
    """Identifier of the customer in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceCustomerResponse(Response):
    """What `get_commerce_customer` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    commerce_customer: Optional[shared.CommerceCustomer] = None
    """Buyer known to a shop, with contact details and addresses."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_COMMERCE_CUSTOMER: Operation[GetCommerceCustomerResponse] = Operation(
    name="get-commerce-customer",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-customers/{customer_id}",
    request=GetCommerceCustomerRequest,
    response=GetCommerceCustomerResponse,
    payload="commerce_customer",
)
