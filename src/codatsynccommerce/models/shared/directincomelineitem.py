"""DirectIncomeLineItem. Generated from api/accounting/direct_incomes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountref import AccountRef
from .directincomelineitemitemreference import DirectIncomeLineItemItemReference
from .directincomelineitemtaxratereference import DirectIncomeLineItemTaxRateReference
from .directincomelineitemtrackingcategoryrefs import DirectIncomeLineItemTrackingCategoryRefs


@dataclass
class DirectIncomeLineItem(InputModel):
    """Line of a direct income, giving one product, service or charge that was paid for."""

    quantity: Decimal
    """Number of units of goods or services on the line; fractions are allowed."""

    unit_amount: Decimal
    """Price of one unit before discount and tax, in the currency of the direct income."""

    account_ref: Optional[AccountRef] = None
    """Account in the chart of accounts to which the line is posted."""

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """Text of the line, saying what was sold."""

    discount_amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Discount on the line as an amount, in the currency of the direct income."""

    discount_percentage: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Discount on the line in percent, from 0 to 100."""

    item_ref: Optional[DirectIncomeLineItemItemReference] = None
    """Product or service item of the accounting software to which the line belongs."""

    sub_total: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Value of the line after discount and before tax, in the currency of the direct income."""

    tax_amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Tax on the line, in the currency of the direct income."""

    tax_rate_ref: Optional[DirectIncomeLineItemTaxRateReference] = None
    """Tax rate applied to the line."""

    total_amount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Value of the line after discount and with tax, in the currency of the direct income."""

    tracking_category_refs: Optional[List[DirectIncomeLineItemTrackingCategoryRefs]] = field(
        default=None, metadata=NULLABLE
    )
    """Tracking categories, such as department or location, under which the line is counted."""

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
            item_ref: Optional[Union[DirectIncomeLineItemItemReference, Mapping[str, Any]]] = None,
            sub_total: Optional[Union[Decimal, int, str]] = None,
            tax_amount: Optional[Union[Decimal, int, str]] = None,
            tax_rate_ref: Optional[Union[DirectIncomeLineItemTaxRateReference, Mapping[str, Any]]] = None,
            total_amount: Optional[Union[Decimal, int, str]] = None,
            tracking_category_refs: Optional[
                Sequence[Union[DirectIncomeLineItemTrackingCategoryRefs, Mapping[str, Any]]]
            ] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...


# Names that earlier releases defined in this module.
ItemReference = DirectIncomeLineItemItemReference
TaxRateReference = DirectIncomeLineItemTaxRateReference
TrackingCategoryRefs = DirectIncomeLineItemTrackingCategoryRefs

__all__ = [
    "DirectIncomeLineItem",
    "ItemReference",
    "TaxRateReference",
    "TrackingCategoryRefs",
]
