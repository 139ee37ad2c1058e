"""CommerceCustomerRef. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class CommerceCustomerRef(Model):
    """Reference from an order to the customer who placed it."""

    id: str
    """Identifier of the customer, equal to the `id` of a record in the list of commerce customers."""

    name: Optional[str] = None
    """Name of the customer, copied for display; the customer record holds the full details."""
