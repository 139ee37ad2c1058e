"""Get commerce payment. Generated from api/commerce/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommercePaymentRequest(Request):
    """The request of `get_commerce_payment`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    payment_id: str
    """Identifier of the payment in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommercePaymentResponse(Response["shared.CommercePayment"]):
    """The response of `get_commerce_payment`."""

    commerce_payment: Optional[shared.CommercePayment] = None
    """Payment a customer made to a shop; a refund is a separate payment with a negative amount."""


GET_COMMERCE_PAYMENT: Operation[GetCommercePaymentResponse] = Operation(
    name="get-commerce-payment",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-payments/{payment_id}",
    request=GetCommercePaymentRequest,
    response=GetCommercePaymentResponse,
    payload="commerce_payment",
)
