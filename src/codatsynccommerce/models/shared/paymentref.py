"""PaymentRef. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .paymentstatus import PaymentStatus
from .paymenttype import PaymentType


@dataclass
class PaymentRef(Model):
    """Payment made for an order, with its main details; the commerce payments list may hold the same payment
    under the same `id`.
    """

    id: str
    """Identifier of the payment, an opaque string set by the source; read-only."""

    amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Amount of the payment with any gratuity, in the currency of `currency`; null when unknown."""

    created_date: Optional[str] = None
    """Time the payment was recorded in the shop, ISO 8601 in UTC (`Z`), with offset, or local time without zone."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency of `amount`; `XXX` when the source gives none."""

    due_date: Optional[str] = None
    """Time by which the payment has to be made, ISO 8601 in UTC (`Z`), with offset, or local time without zone."""

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the payment, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    payment_provider: Optional[str] = None
    """Name of the company that handles the payment, such as a card processor; missing when there is none."""

    source_modified_date: Optional[str] = None
    """Time the payment was last changed in the shop's own system, ISO 8601, often local without zone; read-only
    and may be missing.
    """

    status: Optional[PaymentStatus] = None
    """State of the payment; only `Paid` means that the money was received."""

    type: Optional[PaymentType] = field(default=None, metadata=NULLABLE)
    """Means by which the customer pays, such as `Cash` or `OnlineCard`; null when unknown."""
