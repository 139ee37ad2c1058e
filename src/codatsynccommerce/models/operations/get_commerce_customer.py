"""Get commerce customer. Generated from api/commerce/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceCustomerRequest(Request):
    """The request of `get_commerce_customer`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    customer_id: str
    """Identifier of the customer in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceCustomerResponse(Response["shared.CommerceCustomer"]):
    """The response of `get_commerce_customer`."""

    commerce_customer: Optional[shared.CommerceCustomer] = None
    """Buyer known to a shop, with contact details and addresses."""


GET_COMMERCE_CUSTOMER: Operation[GetCommerceCustomerResponse] = Operation(
    name="get-commerce-customer",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-customers/{customer_id}",
    request=GetCommerceCustomerRequest,
    response=GetCommerceCustomerResponse,
    payload="commerce_customer",
)
