"""PaymentLine. Generated from api/accounting/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .paymentlinelink import PaymentLineLink


@dataclass
class PaymentLine(InputModel):
    """Part of a payment with the documents it was set against."""

    amount: Decimal
    """Amount of this part, in the currency of the payment."""

    allocated_on_date: Optional[str] = None
    """Date on which this part was set against the linked documents; ISO 8601 in UTC, with an offset, or local
    time without zone.
    """

    links: Optional[List[PaymentLineLink]] = field(default=None, metadata=NULLABLE)
    """Documents, such as invoices and credit notes, whose balance this part changes."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            amount: Union[Decimal, int, str],
            allocated_on_date: Optional[str] = None,
            links: Optional[Sequence[Union[PaymentLineLink, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
