"""Get commerce order. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceOrderRequest(Request):
    """The request of `get_commerce_order`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    order_id: str
    """Identifier of the order in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceOrderResponse(Response["shared.CommerceOrder"]):
    """The response of `get_commerce_order`."""

    commerce_order: Optional[shared.CommerceOrder] = None
    """Sale made by a shop: the products sold, the charges, discounts, tax and refunds, and the payments received
    for it.
    """


GET_COMMERCE_ORDER: Operation[GetCommerceOrderResponse] = Operation(
    name="get-commerce-order",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-orders/{order_id}",
    request=GetCommerceOrderRequest,
    response=GetCommerceOrderResponse,
    payload="commerce_order",
)
