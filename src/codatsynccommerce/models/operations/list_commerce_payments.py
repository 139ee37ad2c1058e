"""List commerce payments. Generated from api/commerce/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListCommercePaymentsRequest(Request):
    """The request of `list_commerce_payments`."""

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
class ListCommercePaymentsResponse(PageResponse["shared.CommercePayments"]):
    """The response of `list_commerce_payments`."""

    commerce_payments: Optional[shared.CommercePayments] = None
    """One page of commerce payments, with the paging details of the list."""


LIST_COMMERCE_PAYMENTS: Operation[ListCommercePaymentsResponse] = Operation(
    name="list-commerce-payments",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-payments",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListCommercePaymentsRequest,
    response=ListCommercePaymentsResponse,
    payload="commerce_payments",
    is_paginated=True,
)
