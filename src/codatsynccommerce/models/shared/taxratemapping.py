"""TaxRateMapping. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class TaxRateMapping(InputModel):
    """Tie between one accounting tax rate and the commerce tax rates it stands for."""

    KEEPS_EXTRA: ClassVar[bool] = True

    selected_accounting_tax_rate_id: Optional[str] = field(default=None, metadata=NULLABLE)
    """`id` of the accounting tax rate, one of `accounting_tax_rate_options`."""

    selected_commerce_tax_rate_ids: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """`id` values of the commerce tax rates that are booked with it, each one of `commerce_tax_rate_options`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
