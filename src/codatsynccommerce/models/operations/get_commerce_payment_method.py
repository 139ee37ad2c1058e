"""Generated from api/commerce/payments.yaml by `make generate`: get-commerce-payment-method."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommercePaymentMethodRequest:
    """What `get_method` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection to the merchant's shop or point of sale.
        payment_method_id: Identifier of the payment method in the commerce platform, opaque text. Percent-encode
            it.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    payment_method_id: str
    """Identifier of the payment method in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommercePaymentMethodResponse(Response):
    """What `get_method` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    commerce_payment_method: Optional[shared.CommercePaymentMethod] = None
    """Way of paying that a shop offers or used to offer, such as a card brand or a wallet."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_COMMERCE_PAYMENT_METHOD: Operation[GetCommercePaymentMethodResponse] = Operation(
    name="get-commerce-payment-method",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-paymentMethods/{payment_method_id}",
    request=GetCommercePaymentMethodRequest,
    response=GetCommercePaymentMethodResponse,
    payload="commerce_payment_method",
)
