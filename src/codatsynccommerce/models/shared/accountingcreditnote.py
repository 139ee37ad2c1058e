"""AccountingCreditNote. Generated from api/accounting/credit_notes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountingcustomerref import AccountingCustomerRef
from .creditnotelineitem import CreditNoteLineItem
from .creditnotestatus import CreditNoteStatus
from .metadata import Metadata
from .paymentallocationsitems import PaymentAllocationsitems
from .supplementaldata import SupplementalData
from .withholdingtaxitems import WithholdingTaxitems


@dataclass
class AccountingCreditNote(InputModel):
    """Credit that the company grants a customer, to be set against invoices or paid back."""

    discount_percentage: Decimal
    """Discount on the whole credit note in percent, from 0 to 100."""

    remaining_credit: Decimal
    """Part of `total_amount` that has not yet been set against invoices or refunded, in the currency of `currency`."""

    status: CreditNoteStatus
    """Stage of the credit note, from `Draft` through `Submitted` to `Paid` (used up) or `Void`."""

    sub_total: Decimal
    """Value of the credit note after discounts and before tax, in the currency of `currency`."""

    total_amount: Decimal
    """Value of the credit note after discounts and with tax, in the currency of `currency`."""

    total_discount: Decimal
    """Sum of the discounts on the credit note, in the currency of `currency`."""

    total_tax_amount: Decimal
    """Sum of the tax on the credit note, in the currency of `currency`."""

    additional_tax_amount: Optional[Decimal] = None
    """Tax charged on the credit note as a whole on top of the tax of the lines, in the currency of `currency`."""

    additional_tax_percentage: Optional[Decimal] = None
    """Rate in percent by which `additional_tax_amount` of the credit note was worked out."""

    allocated_on_date: Optional[str] = None
    """Date on which the credit was set against an invoice or refunded; ISO 8601 in UTC, with an offset, or local
    time without zone.
    """

    credit_note_number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Number printed on the credit note, by which company and customer refer to it; not the same as `id`."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency in which the amounts of the credit note are given; `XXX` when the source
    names none.
    """

    currency_rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Factor that turns amounts of the credit note from `currency` into the base currency of the company by
    multiplication; up to 9 decimal places.
    """

    customer_ref: Optional[AccountingCustomerRef] = None
    """Customer to whom the credit is granted."""

    id: Optional[str] = None
    """Identifier of the credit note in the accounting software, read-only; leave it out when creating a record."""

    issue_date: Optional[str] = None
    """Date of issue shown on the credit note; ISO 8601 in UTC, with an offset, or local time without zone."""

    line_items: Optional[List[CreditNoteLineItem]] = field(default=None, metadata=NULLABLE)
    """Lines of the credit note, each with item, quantity and amounts."""

    metadata: Optional[Metadata] = None
    """Flags about the credit note as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the credit note, read-only; ISO 8601, normally UTC `Z`."""

    note: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text on the credit note, such as the reason for the credit."""

    payment_allocations: Optional[List[PaymentAllocationsitems]] = field(default=None, metadata=NULLABLE)
    """Payments, such as refunds, that were set against the credit note."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the credit note, read-only; ISO 8601, often
    local time without zone.
    """

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the credit note that you configured for the platform and that the standard model lacks."""

    withholding_tax: Optional[List[WithholdingTaxitems]] = field(default=None, metadata=NULLABLE)
    """Taxes withheld on the credit note, one entry per tax."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            discount_percentage: Union[Decimal, int, str],
            remaining_credit: Union[Decimal, int, str],
            status: Union[CreditNoteStatus, str],
            sub_total: Union[Decimal, int, str],
            total_amount: Union[Decimal, int, str],
            total_discount: Union[Decimal, int, str],
            total_tax_amount: Union[Decimal, int, str],
            additional_tax_amount: Optional[Union[Decimal, int, str]] = None,
            additional_tax_percentage: Optional[Union[Decimal, int, str]] = None,
            allocated_on_date: Optional[str] = None,
            credit_note_number: Optional[str] = None,
            currency: Optional[str] = None,
            currency_rate: Optional[Union[Decimal, int, str]] = None,
            customer_ref: Optional[Union[AccountingCustomerRef, Mapping[str, Any]]] = None,
            id: Optional[str] = None,
            issue_date: Optional[str] = None,
            line_items: Optional[Sequence[Union[CreditNoteLineItem, Mapping[str, Any]]]] = None,
            metadata: Optional[Union[Metadata, Mapping[str, Any]]] = None,
            modified_date: Optional[str] = None,
            note: Optional[str] = None,
            payment_allocations: Optional[Sequence[Union[PaymentAllocationsitems, Mapping[str, Any]]]] = None,
            source_modified_date: Optional[str] = None,
            supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
            withholding_tax: Optional[Sequence[Union[WithholdingTaxitems, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
