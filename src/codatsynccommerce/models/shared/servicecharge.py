"""ServiceCharge. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import List, Optional

from codatsynccommerce._runtime.models import Model

from .servicechargetaxcomponentallocation import ServiceChargeTaxComponentAllocation
from .servicechargetaxcomponentallocationtaxcomponentref import ServiceChargeTaxComponentAllocationTaxComponentRef
from .servicechargetype import ServiceChargeType


@dataclass
class ServiceCharge(Model):
    """Charge on an order that is not for a product, such as shipping or an overpaid amount."""

    description: Optional[str] = None
    """Text that says what the charge is for."""

    quantity: Optional[int] = None
    """Number of times the charge was applied to the order."""

    tax_amount: Optional[Decimal] = None
    """Tax on the charge, in the currency of the order; part of `total_amount`."""

    taxes: Optional[List[ServiceChargeTaxComponentAllocation]] = None
    """Breakdown of the tax on the charge by tax component."""

    tax_percentage: Optional[Decimal] = None
    """Tax rate applied to the charge, in per cent from 0 to 100 (`20` means 20 per cent)."""

    total_amount: Optional[Decimal] = None
    """Amount of the charge with tax, in the currency of the order."""

    type: Optional[ServiceChargeType] = None
    """Kind of charge, for example `Shipping`."""


# Names that earlier releases defined in this module.
ServiceChargeTaxComponentRef = ServiceChargeTaxComponentAllocationTaxComponentRef
TaxComponentAllocation = ServiceChargeTaxComponentAllocation

__all__ = [
    "ServiceCharge",
    "ServiceChargeTaxComponentAllocationTaxComponentRef",
    "ServiceChargeTaxComponentRef",
    "TaxComponentAllocation",
]
