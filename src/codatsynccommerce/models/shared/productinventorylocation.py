"""Generated from api/commerce/products.yaml by `make generate`: ProductInventoryLocation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .locationref import LocationRef


@dataclass
class ProductInventoryLocation(Model):
    """Stock of a product variant at one location.

    Arguments:
        location_ref: Reference to the location that keeps the stock.
        quantity: Number of units in stock at this location, in the variant's `unit_of_measure`.
    """

    location_ref: Optional[LocationRef] = None
    """Reference to the location that keeps the stock."""

    quantity: Optional[Decimal] = None
    """Number of units in stock at this location, in the variant's `unit_of_measure`."""
