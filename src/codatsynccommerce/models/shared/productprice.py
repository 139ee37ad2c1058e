"""ProductPrice. Generated from api/commerce/products.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class ProductPrice(Model):
    """Selling price of a product variant in one currency."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency of `unit_price`; `XXX` when the source gives none."""

    unit_price: Optional[Decimal] = None
    """Price of one unit of the variant, in the currency of `currency`."""
