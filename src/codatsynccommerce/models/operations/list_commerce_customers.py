"""List commerce customers. Generated from api/commerce/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListCommerceCustomersRequest(Request):
    """The request of `list_commerce_customers`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    order_by: Optional[str] = None
    """Name of one property to sort by, such as `created`. A leading `-` sorts in descending order."""

    page: Optional[int] = 1
    """Number of the page to return, counted from 1. Default 1."""

    page_size: Optional[int] = 100
    """Number of entries per page, 1 to 5000. Default 100, which is also a good value for speed."""

    query: Optional[str] = None
    """Filter in Codat's query language, such as `name~Acme`. Under 2048 characters; an unknown property gives 400."""


@dataclass
class ListCommerceCustomersResponse(PageResponse["shared.CommerceCustomers"]):
    """The response of `list_commerce_customers`."""

    commerce_customers: Optional[shared.CommerceCustomers] = None
    """One page of commerce customers, with the paging details of the list."""


LIST_COMMERCE_CUSTOMERS: Operation[ListCommerceCustomersResponse] = Operation(
    name="list-commerce-customers",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-customers",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListCommerceCustomersRequest,
    response=ListCommerceCustomersResponse,
    payload="commerce_customers",
    is_paginated=True,
)
