"""Generated from api/common.yaml by `make generate`: PaymentMethodRef."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class PaymentMethodRef(Model):
    """Reference to a payment method, such as cash or card, in the commerce data.

    Arguments:
        id: Identifier of the payment method, as returned by `s.commerce_payments.list_methods`.
        name: Display name of the payment method, such as `Cash`.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    id: str
    """Identifier of the payment method, as returned by `s.commerce_payments.list_methods`."""

    name: Optional[str] = None
    """Display name of the payment method, such as `Cash`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
