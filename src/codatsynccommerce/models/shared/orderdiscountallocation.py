"""OrderDiscountAllocation. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class OrderDiscountAllocation(Model):
    """Part of a discount that falls on one line of an order."""

    name: Optional[str] = None
    """Name of the discount as the shop shows it, such as a promotion or voucher."""

    total_amount: Optional[Decimal] = None
    """Discount given on this line, in the currency of the order."""
