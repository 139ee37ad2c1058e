"""Get commerce payment method. Generated from api/commerce/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommercePaymentMethodRequest(Request):
    """The request of `get_method`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    payment_method_id: str
    """Identifier of the payment method in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommercePaymentMethodResponse(Response["shared.CommercePaymentMethod"]):
    """The response of `get_method`."""

    commerce_payment_method: Optional[shared.CommercePaymentMethod] = None
    """Way of paying that a shop offers or used to offer, such as a card brand or a wallet."""


GET_COMMERCE_PAYMENT_METHOD: Operation[GetCommercePaymentMethodResponse] = Operation(
    name="get-commerce-payment-method",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-paymentMethods/{payment_method_id}",
    request=GetCommercePaymentMethodRequest,
    response=GetCommercePaymentMethodResponse,
    payload="commerce_payment_method",
)
