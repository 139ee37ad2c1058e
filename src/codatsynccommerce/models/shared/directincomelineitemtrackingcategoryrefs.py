"""Generated from api/accounting/direct_incomes.yaml by `make generate`: DirectIncomeLineItemTrackingCategoryRefs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class DirectIncomeLineItemTrackingCategoryRefs(Model):
    """Reference to a tracking category (class, department or location) of a direct income line.

    Arguments:
        id: Identifier of the tracking category in the accounting software.
        name: Name of the tracking category, given for information; `id` decides.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    id: str
    """Identifier of the tracking category in the accounting software."""

    name: Optional[str] = None
    """Name of the tracking category, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
