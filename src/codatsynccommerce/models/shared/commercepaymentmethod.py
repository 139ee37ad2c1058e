"""CommercePaymentMethod. Generated from api/commerce/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .commercepaymentmethodstatus import CommercePaymentMethodStatus


@dataclass
class CommercePaymentMethod(Model):
    """Way of paying that a shop offers or used to offer, such as a card brand or a wallet."""

    id: str
    """Identifier of the payment method, an opaque string set by the source; read-only and referred to by
    `payment_method_ref.id`.
    """

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the payment method, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    name: Optional[str] = None
    """Name of the payment method as the shop shows it."""

    source_modified_date: Optional[str] = None
    """Time the payment method was last changed in the shop's own system, ISO 8601, often local without zone;
    read-only and may be missing.
    """

    status: Optional[CommercePaymentMethodStatus] = None
    """Tells whether the shop still uses the method (`Active`) or has put it aside (`Archived`)."""


# Names that earlier releases defined in this module.
Status = CommercePaymentMethodStatus

__all__ = [
    "CommercePaymentMethod",
    "Status",
]
