"""Get commerce transaction. Generated from api/commerce/transactions.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceTransactionRequest(Request):
    """The request of `get_commerce_transaction`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""

    transaction_id: str
    """Identifier of the transaction in the commerce platform, opaque text. Percent-encode it."""


@dataclass
class GetCommerceTransactionResponse(Response["shared.CommerceTransaction"]):
    """The response of `get_commerce_transaction`."""

    commerce_transaction: Optional[shared.CommerceTransaction] = None
    """Money movement the commerce platform recorded for a shop: payment, refund, fee, payout or transfer."""


GET_COMMERCE_TRANSACTION: Operation[GetCommerceTransactionResponse] = Operation(
    name="get-commerce-transaction",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-transactions/{transaction_id}",
    request=GetCommerceTransactionRequest,
    response=GetCommerceTransactionResponse,
    payload="commerce_transaction",
)
