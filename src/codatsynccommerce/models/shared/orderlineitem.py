"""OrderLineItem. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import List, Optional

from codatsynccommerce._runtime.models import Model

from .orderdiscountallocation import OrderDiscountAllocation
from .productref import ProductRef
from .productvariantref import ProductVariantRef
from .taxesitems import Taxesitems


@dataclass
class OrderLineItem(Model):
    """One line of a commerce order: a product, how many were sold, and its price, discounts and tax."""

    id: str
    """Identifier of the line, an opaque string set by the source; read-only."""

    discount_allocations: Optional[List[OrderDiscountAllocation]] = None
    """Discounts that apply to this line, one entry for each discount."""

    product_ref: Optional[ProductRef] = None
    """Reference to the product sold on this line."""

    product_variant_ref: Optional[ProductVariantRef] = None
    """Reference to the exact variant of the product sold, such as a size or colour."""

    quantity: Optional[Decimal] = None
    """Number of units sold, which may have decimals; negative for a refund."""

    taxes: Optional[List[Taxesitems]] = None
    """Breakdown of the tax on this line by tax component."""

    tax_percentage: Optional[Decimal] = None
    """Tax rate applied to the unit price, in per cent from 0 to 100 (`20` means 20 per cent)."""

    total_amount: Optional[Decimal] = None
    """Amount of the line in the currency of the order, with tax and after discounts and refunds."""

    total_tax_amount: Optional[Decimal] = None
    """Tax on the whole line, in the currency of the order; part of `total_amount`."""

    unit_price: Optional[Decimal] = None
    """Price of one unit, in the currency of the order."""
