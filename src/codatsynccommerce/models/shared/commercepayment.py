"""CommercePayment. Generated from api/commerce/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .paymentmethodref import PaymentMethodRef
from .paymentstatus import PaymentStatus
from .supplementaldata import SupplementalData


@dataclass
class CommercePayment(Model):
    """Payment a customer made to a shop; a refund is a separate payment with a negative amount."""

    id: str
    """Identifier of the payment, an opaque string set by the source; read-only."""

    amount: Optional[Decimal] = None
    """Amount of the payment with any gratuity, in the currency of `currency`; negative for a refund."""

    created_date: Optional[str] = None
    """Time the payment was recorded in the shop, ISO 8601 in UTC (`Z`), with offset, or local time without zone."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency of `amount`; `XXX` when the source gives none."""

    due_date: Optional[str] = None
    """Time by which the payment has to be made, ISO 8601 in UTC (`Z`), with offset, or local time without zone."""

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the payment, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    payment_method_ref: Optional[PaymentMethodRef] = None
    """Reference to the payment method used, a record in the list of commerce payment methods."""

    payment_provider: Optional[str] = None
    """Name of the company that handles the payment, such as a card processor; missing when there is none."""

    source_modified_date: Optional[str] = None
    """Time the payment was last changed in the shop's own system, ISO 8601, often local without zone; read-only
    and may be missing.
    """

    status: Optional[PaymentStatus] = None
    """State of the payment; only `Paid` means that the money was received."""

    supplemental_data: Optional[SupplementalData] = None
    """Extra source fields of the payment that your Codat account is set up to read; not part of the standard model."""
