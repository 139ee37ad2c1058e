"""PaymentLineLink. Generated from api/accounting/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .paymentlinktype import PaymentLinkType


@dataclass
class PaymentLineLink(InputModel):
    """Document whose balance a payment line changes."""

    type: PaymentLinkType
    """Kind of the linked document, such as `Invoice` or `CreditNote`; says where to look up `id`."""

    amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Change to the balance of the linked document, in the currency of that document; a negative value lowers
    what the customer owes.
    """

    currency_rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Exchange rate by which `amount` in the currency of the linked document is converted by multiplication."""

    id: Optional[str] = None
    """Identifier of the linked document within its data type."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            type: Union[PaymentLinkType, str],
            amount: Optional[Union[Decimal, int, str]] = None,
            currency_rate: Optional[Union[Decimal, int, str]] = None,
            id: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
