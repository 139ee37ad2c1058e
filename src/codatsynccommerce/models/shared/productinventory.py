"""ProductInventory. Generated from api/commerce/products.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .productinventorylocation import ProductInventoryLocation


@dataclass
class ProductInventory(Model):
    """Stock of a product variant, in total and by location."""

    locations: Optional[List[ProductInventoryLocation]] = None
    """Stock at each location of the shop."""

    total_quantity: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Number of units in stock at all locations together, in the variant's `unit_of_measure`; null when unknown."""
