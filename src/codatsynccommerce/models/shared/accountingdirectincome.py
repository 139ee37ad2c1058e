"""AccountingDirectIncome. Generated from api/accounting/direct_incomes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountingdirectincomecontactref import AccountingDirectIncomeContactRef
from .directincomelineitem import DirectIncomeLineItem
from .metadata import Metadata
from .paymentallocationsitems import PaymentAllocationsitems
from .supplementaldata import SupplementalData


@dataclass
class AccountingDirectIncome(InputModel):
    """Sale that was paid at once, so that no invoice was on account, such as a till sale or interest received."""

    currency: str
    """ISO 4217 code of the currency in which the amounts of the direct income are given; `XXX` when the source
    names none.
    """

    issue_date: str
    """Date on which the income was recorded; ISO 8601 in UTC, with an offset, or local time without zone."""

    line_items: List[DirectIncomeLineItem]
    """Lines of the direct income, each with account, quantity and amounts."""

    payment_allocations: List[PaymentAllocationsitems]
    """Payments by which the income was received, with the part that belongs to it."""

    sub_total: Decimal
    """Value of the direct income after discounts and before tax, in the currency of `currency`."""

    tax_amount: Decimal
    """Sum of the tax on the direct income, in the currency of `currency`."""

    total_amount: Decimal
    """Value of the direct income after discounts and with tax, in the currency of `currency`."""

    contact_ref: Optional[AccountingDirectIncomeContactRef] = None
    """Customer or other contact from whom the money came."""

    currency_rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Factor that turns amounts of the direct income from `currency` into the base currency of the company by
    multiplication; up to 9 decimal places.
    """

    id: Optional[str] = None
    """Identifier of the direct income in the accounting software, read-only; leave it out when creating a record."""

    metadata: Optional[Metadata] = None
    """Flags about the direct income as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the direct income, read-only; ISO 8601, normally UTC
    `Z`.
    """

    note: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text recorded with the direct income."""

    reference: Optional[str] = field(default=None, metadata=NULLABLE)
    """Reference by which the company recognises the direct income, such as a receipt number."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the direct income, read-only; ISO 8601, often
    local time without zone.
    """

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the direct income that you configured for the platform and that the standard model lacks."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            currency: str,
            issue_date: str,
            line_items: Sequence[Union[DirectIncomeLineItem, Mapping[str, Any]]],
            payment_allocations: Sequence[Union[PaymentAllocationsitems, Mapping[str, Any]]],
            sub_total: Union[Decimal, int, str],
            tax_amount: Union[Decimal, int, str],
            total_amount: Union[Decimal, int, str],
            contact_ref: Optional[Union[AccountingDirectIncomeContactRef, Mapping[str, Any]]] = None,
            currency_rate: Optional[Union[Decimal, int, str]] = None,
            id: Optional[str] = None,
            metadata: Optional[Union[Metadata, Mapping[str, Any]]] = None,
            modified_date: Optional[str] = None,
            note: Optional[str] = None,
            reference: Optional[str] = None,
            source_modified_date: Optional[str] = None,
            supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...


# Names that earlier releases defined in this module.
ContactRef = AccountingDirectIncomeContactRef

__all__ = [
    "AccountingDirectIncome",
    "ContactRef",
]
