"""PaymentMethodRef. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class PaymentMethodRef(InputModel):
    """Reference to a payment method, such as cash or card, in the commerce data."""

    id: str
    """Identifier of the payment method, as returned by `s.commerce_payments.list_methods`."""

    name: Optional[str] = None
    """Display name of the payment method, such as `Cash`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
