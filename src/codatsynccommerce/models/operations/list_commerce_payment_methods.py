"""List commerce payment methods. Generated from api/commerce/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListCommercePaymentMethodsRequest(Request):
    """The request of `list_methods`."""

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
class ListCommercePaymentMethodsResponse(PageResponse["shared.CommercePaymentMethods"]):
    """The response of `list_methods`."""

    commerce_payment_methods: Optional[shared.CommercePaymentMethods] = None
    """One page of commerce payment methods, with the paging details of the list."""


LIST_COMMERCE_PAYMENT_METHODS: Operation[ListCommercePaymentMethodsResponse] = Operation(
    name="list-commerce-payment-methods",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-paymentMethods",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListCommercePaymentMethodsRequest,
    response=ListCommercePaymentMethodsResponse,
    payload="commerce_payment_methods",
    is_paginated=True,
)
