"""Generated from api/accounting/common.yaml by `make generate`: AccountingCustomerRef."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class AccountingCustomerRef(Model):
    """Reference to a customer in the accounting software.

    Arguments:
        id: Identifier of the customer, equal to `id` in the list of customers.
        company_name: Name of the customer, given for information; `id` decides.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    id: str
    """Identifier of the customer, equal to `id` in the list of customers."""

    company_name: Optional[str] = None
    """Name of the customer, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
