"""ProductInventoryLocation. Generated from api/commerce/products.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .locationref import LocationRef


@dataclass
class ProductInventoryLocation(Model):
    """Stock of a product variant at one location."""

    location_ref: Optional[LocationRef] = None
    """Reference to the location that keeps the stock."""

    quantity: Optional[Decimal] = None
    """Number of units in stock at this location, in the variant's `unit_of_measure`."""
