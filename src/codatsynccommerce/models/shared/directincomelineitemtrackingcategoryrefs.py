"""DirectIncomeLineItemTrackingCategoryRefs. Generated from api/accounting/direct_incomes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class DirectIncomeLineItemTrackingCategoryRefs(InputModel):
    """Reference to a tracking category (class, department or location) of a direct income line."""

    id: str
    """Identifier of the tracking category in the accounting software."""

    name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the tracking category, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
