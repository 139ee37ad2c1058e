"""CommerceCustomer. Generated from api/commerce/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .commercecustomeraddress import CommerceCustomerAddress


@dataclass
class CommerceCustomer(Model):
    """Buyer known to a shop, with contact details and addresses."""

    id: str
    """Identifier of the customer, an opaque string set by the source; read-only and referred to by
    `customer_ref.id` of orders.
    """

    addresses: Optional[List[CommerceCustomerAddress]] = None
    """Postal addresses of the customer, distinguished by their `type`."""

    created_date: Optional[str] = None
    """Time the customer was first recorded in the shop, ISO 8601 in UTC (`Z`), with offset, or local time
    without zone.
    """

    customer_name: Optional[str] = None
    """Name of the customer as the shop shows it, of a person or a business."""

    default_currency: Optional[str] = None
    """ISO 4217 code of the currency the customer normally pays in; `XXX` when the source gives none."""

    email_address: Optional[str] = None
    """Email address at which the shop reaches the customer."""

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the customer, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    note: Optional[str] = None
    """Free text the merchant has noted about the customer."""

    phone: Optional[str] = field(default=None, metadata=NULLABLE)
    """Telephone number of the customer, in the form entered in the shop; null when none is known."""

    source_modified_date: Optional[str] = None
    """Time the customer was last changed in the shop's own system, ISO 8601, often local without zone; read-only
    and may be missing.
    """


# Names that earlier releases defined in this module.
CommerceAddress = CommerceCustomerAddress

__all__ = [
    "CommerceAddress",
    "CommerceCustomer",
]
