"""Generated from api/commerce/payments.yaml by `make generate`: get-commerce-payment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommercePaymentRequest:
    """What `get_commerce_payment` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection to the merchant's shop or point of sale.
        payment_id: Identifier of the payment in the commerce platform, opaque text. Percent-encode it.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    payment_id: str
    """Identifier of the payment in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommercePaymentResponse(Response):
    """What `get_commerce_payment` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    commerce_payment: Optional[shared.CommercePayment] = None
    """Payment a customer made to a shop; a refund is a separate payment with a negative amount."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_COMMERCE_PAYMENT: Operation[GetCommercePaymentResponse] = Operation(
    name="get-commerce-payment",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-payments/{payment_id}",
    request=GetCommercePaymentRequest,
    response=GetCommercePaymentResponse,
    payload="commerce_payment",
)
