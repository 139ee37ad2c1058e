"""AccountingCustomerRef. Generated from api/accounting/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class AccountingCustomerRef(InputModel):
    """Reference to a customer in the accounting software."""

    id: str
    """Identifier of the customer, equal to `id` in the list of customers."""

    company_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the customer, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
