"""AccountingInvoicePaymentAllocation. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .accountinginvoicepaymentallocationallocation import AccountingInvoicePaymentAllocationAllocation
from .paymentallocationpayment import PaymentAllocationPayment


@dataclass
class AccountingInvoicePaymentAllocation(InputModel):
    """One payment together with the part of it that was set against the invoice."""

    allocation: AccountingInvoicePaymentAllocationAllocation
    """Amount and date of the part that belongs to this invoice."""

    payment: PaymentAllocationPayment
    """Payment from which the allocated amount was taken."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            allocation: Union[AccountingInvoicePaymentAllocationAllocation, Mapping[str, Any]],
            payment: Union[PaymentAllocationPayment, Mapping[str, Any]],
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
