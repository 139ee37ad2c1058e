"""ServiceChargeTaxComponentAllocation. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .servicechargetaxcomponentallocationtaxcomponentref import ServiceChargeTaxComponentAllocationTaxComponentRef


@dataclass
class ServiceChargeTaxComponentAllocation(Model):
    """Share of one tax component in the tax on a service charge."""

    rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Amount of tax on the charge from this component, in the currency of the order: an amount despite its name,
    not a percentage; null when unknown.
    """

    tax_component_ref: Optional[ServiceChargeTaxComponentAllocationTaxComponentRef] = None
    """Reference to the tax component that applies to the charge."""
