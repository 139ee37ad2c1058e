"""Generated from api/commerce/orders.yaml by `make generate`: ProductVariantRef."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ProductVariantRef(Model):
    """Reference from an order line to the variant of the product sold.

    Arguments:
        id: Identifier of the variant, equal to the `id` of an entry in `variants` of the product.
        name: Name of the variant, copied for display.
    """

    id: str
    """Identifier of the variant, equal to the `id` of an entry in `variants` of the product."""

    name: Optional[str] = None
    """Name of the variant, copied for display."""
