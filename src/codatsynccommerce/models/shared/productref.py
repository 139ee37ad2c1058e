"""ProductRef. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ProductRef(Model):
    """Reference from an order line to the product sold."""

    id: str
    """Identifier of the product, equal to the `id` of a record in the list of commerce products."""

    name: Optional[str] = None
    """Name of the product, copied for display; the product record holds the full details."""
