"""Generated from api/commerce/transactions.yaml by `make generate`: get-commerce-transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceTransactionRequest:
    """What `get_commerce_transaction` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection to the merchant's shop or point of sale.
        transaction_id: Identifier of the transaction in the commerce platform, opaque text. Percent-encode it.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    transaction_id: str
    """Identifier of the transaction in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceTransactionResponse(Response):
    """What `get_commerce_transaction` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    commerce_transaction: Optional[shared.CommerceTransaction] = None
    """Money movement the commerce platform recorded for a shop: payment, refund, fee, payout or transfer."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_COMMERCE_TRANSACTION: Operation[GetCommerceTransactionResponse] = Operation(
    name="get-commerce-transaction",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-transactions/{transaction_id}",
    request=GetCommerceTransactionRequest,
    response=GetCommerceTransactionResponse,
    payload="commerce_transaction",
)
