"""AccountingInvoicePaymentAllocationAllocation. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class AccountingInvoicePaymentAllocationAllocation(InputModel):
    """How much of a payment was set against an invoice, and when."""

    allocated_on_date: Optional[str] = None
    """Date on which the amount was set against the invoice; ISO 8601 in UTC, with an offset, or local time
    without zone.
    """

    currency: Optional[str] = None
    """ISO 4217 code of the currency of `total_amount` in this allocation."""

    currency_rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Factor that turns `total_amount` from `currency` into the base currency of the company by multiplication."""

    total_amount: Optional[Decimal] = None
    """Part of the payment that was set against the invoice, in the currency of `currency`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            allocated_on_date: Optional[str] = None,
            currency: Optional[str] = None,
            currency_rate: Optional[Union[Decimal, int, str]] = None,
            total_amount: Optional[Union[Decimal, int, str]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
