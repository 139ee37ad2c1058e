"""Generated from api/accounting/common.yaml by `make generate`: PaymentAllocationsitems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model

from .itemsallocation import ItemsAllocation
from .paymentallocationpayment import PaymentAllocationPayment


@dataclass
class PaymentAllocationsitems(Model):
    """One payment together with the part of it that was set against the document.

    Arguments:
        allocation: Amount and date of the part that belongs to this document.
        payment: Payment from which the allocated amount was taken.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    allocation: ItemsAllocation
    """Amount and date of the part that belongs to this document."""

    payment: PaymentAllocationPayment
    """Payment from which the allocated amount was taken."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
