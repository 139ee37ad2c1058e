"""CreditNoteLineItem. Generated from api/accounting/credit_notes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountref import AccountRef
from .creditnotelineitemtracking import CreditNoteLineItemTracking
from .creditnotelineitemtrackingprojectreference import CreditNoteLineItemTrackingProjectReference
from .itemref import ItemRef
from .taxrateref import TaxRateRef
from .trackingcategoryrefsitems import TrackingCategoryRefsitems


@dataclass
class CreditNoteLineItem(InputModel):
    """Line of a credit note, giving one product, service or charge that is credited."""

    quantity: Decimal
    """Number of units of goods or services on the line; fractions are allowed."""

    unit_amount: Decimal
    """Price of one unit before discount and tax, in the currency of the credit note."""

    account_ref: Optional[AccountRef] = None
    """Account in the chart of accounts to which the line is posted."""

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """Text of the line, saying what was sold or credited."""

    discount_amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Discount on the line as an amount, in the currency of the credit note."""

    discount_percentage: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Discount on the line in percent, from 0 to 100."""

    is_direct_income: Optional[bool] = None
    """True if the accounting software treats the line as direct income rather than as a sale on account."""

    item_ref: Optional[ItemRef] = None
    """Product or service item of the accounting software to which the line belongs."""

    sub_total: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Value of the line after discount and before tax, in the currency of the credit note."""

    tax_amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Tax on the line, in the currency of the credit note."""

    tax_rate_ref: Optional[TaxRateRef] = None
    """Tax rate applied to the line."""

    total_amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Value of the line after discount and with tax, in the currency of the credit note."""

    tracking: Optional[CreditNoteLineItemTracking] = None
    """Categories, customer, project and record to which the line is assigned for analysis or billing."""

    tracking_category_refs: Optional[List[TrackingCategoryRefsitems]] = field(default=None, metadata=NULLABLE)
    """Tracking categories of the line, deprecated; use `tracking.category_refs` instead."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            quantity: Union[Decimal, int, str],
            unit_amount: Union[Decimal, int, str],
            account_ref: Optional[Union[AccountRef, Mapping[str, Any]]] = None,
            description: Optional[str] = None,
            discount_amount: Optional[Union[Decimal, int, str]] = None,
            discount_percentage: Optional[Union[Decimal, int, str]] = None,
            is_direct_income: Optional[bool] = None,
            item_ref: Optional[Union[ItemRef, Mapping[str, Any]]] = None,
            sub_total: Optional[Union[Decimal, int, str]] = None,
            tax_amount: Optional[Union[Decimal, int, str]] = None,
            tax_rate_ref: Optional[Union[TaxRateRef, Mapping[str, Any]]] = None,
            total_amount: Optional[Union[Decimal, int, str]] = None,
            tracking: Optional[Union[CreditNoteLineItemTracking, Mapping[str, Any]]] = None,
            tracking_category_refs: Optional[Sequence[Union[TrackingCategoryRefsitems, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...


# Names that earlier releases defined in this module.
CreditNoteLineItemAccountingProjectReference = CreditNoteLineItemTrackingProjectReference

__all__ = [
    "CreditNoteLineItem",
    "CreditNoteLineItemAccountingProjectReference",
    "CreditNoteLineItemTrackingProjectReference",
]
