"""ProductVariantRef. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ProductVariantRef(Model):
    """Reference from an order line to the variant of the product sold."""

    id: str
    """Identifier of the variant, equal to the `id` of an entry in `variants` of the product."""

    name: Optional[str] = None
    """Name of the variant, copied for display."""
