"""Get commerce product. Generated from api/commerce/products.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceProductRequest(Request):
    """The request of `get_commerce_product`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    product_id: str
    """Identifier of the product in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceProductResponse(Response["shared.CommerceProduct"]):
    """The response of `get_commerce_product`."""

    commerce_product: Optional[shared.CommerceProduct] = None
    """Product in a shop's catalogue; prices and stock are held by its variants."""


GET_COMMERCE_PRODUCT: Operation[GetCommerceProductResponse] = Operation(
    name="get-commerce-product",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-products/{product_id}",
    request=GetCommerceProductRequest,
    response=GetCommerceProductResponse,
    payload="commerce_product",
)
