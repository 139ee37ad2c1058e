"""AccountingInvoice. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountingcustomerref import AccountingCustomerRef
from .accountinginvoicepaymentallocation import AccountingInvoicePaymentAllocation
from .accountinginvoicepaymentallocationallocation import AccountingInvoicePaymentAllocationAllocation
from .accountinginvoicesalesorderreference import AccountingInvoiceSalesOrderReference
from .accountinginvoicewithholdingtax import AccountingInvoiceWithholdingTax
from .invoicelineitem import InvoiceLineItem
from .invoicestatus import InvoiceStatus
from .metadata import Metadata
from .supplementaldata import SupplementalData


@dataclass
class AccountingInvoice(InputModel):
    """Bill that the company has made out to a customer (accounts receivable)."""

    amount_due: Decimal
    """Part of `total_amount` that has not yet been paid, in the currency of `currency`."""

    issue_date: str
    """Date of issue shown on the invoice; ISO 8601 in UTC, with an offset, or local time without zone."""

    status: InvoiceStatus
    """Stage of the invoice, from `Draft` through `Submitted` to `Paid` or `Void`; on creation usually `Draft` or
    `Submitted`.
    """

    total_amount: Decimal
    """Value of the invoice after discounts and with tax, in the currency of `currency`."""

    total_tax_amount: Decimal
    """Sum of the tax on the invoice, in the currency of `currency`."""

    additional_tax_amount: Optional[Decimal] = None
    """Tax charged on the invoice as a whole on top of the tax of the lines, in the currency of `currency`."""

    additional_tax_percentage: Optional[Decimal] = None
    """Rate in percent by which `additional_tax_amount` of the invoice was worked out."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency in which the amounts of the invoice are given; `XXX` when the source names none."""

    currency_rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Factor that turns amounts of the invoice from `currency` into the base currency of the company by
    multiplication; up to 9 decimal places.
    """

    customer_ref: Optional[AccountingCustomerRef] = None
    """Customer to whom the invoice is addressed."""

    discount_percentage: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Discount on the whole invoice in percent, from 0 to 100."""

    due_date: Optional[str] = None
    """Date by which the invoice is to be paid; ISO 8601 in UTC, with an offset, or local time without zone."""

    id: Optional[str] = None
    """Identifier of the invoice in the accounting software, read-only; leave it out when creating a record."""

    invoice_number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Number printed on the invoice, by which company and customer refer to it; not the same as `id`."""

    line_items: Optional[List[InvoiceLineItem]] = field(default=None, metadata=NULLABLE)
    """Lines of the invoice, each with item, quantity and amounts."""

    metadata: Optional[Metadata] = None
    """Flags about the invoice as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the invoice, read-only; ISO 8601, normally UTC `Z`."""

    note: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text on the invoice, such as terms or a message to the customer."""

    paid_on_date: Optional[str] = None
    """Date on which the invoice was paid in full, missing until then; ISO 8601 in UTC, with an offset, or local
    time without zone.
    """

    payment_allocations: Optional[List[AccountingInvoicePaymentAllocation]] = field(default=None, metadata=NULLABLE)
    """Payments that were set against the invoice, with the part that belongs to it."""

    sales_order_refs: Optional[List[AccountingInvoiceSalesOrderReference]] = field(default=None, metadata=NULLABLE)
    """Sales orders from which the invoice arose."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the invoice, read-only; ISO 8601, often local
    time without zone.
    """

    sub_total: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Value of the invoice before tax, in the currency of `currency`."""

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the invoice that you configured for the platform and that the standard model lacks."""

    total_discount: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Sum of the discounts on the invoice, in the currency of `currency`."""

    withholding_tax: Optional[List[AccountingInvoiceWithholdingTax]] = field(default=None, metadata=NULLABLE)
    """Taxes that the customer withholds from the invoice, one entry per tax."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            amount_due: Union[Decimal, int, str],
            issue_date: str,
            status: Union[InvoiceStatus, str],
            total_amount: Union[Decimal, int, str],
            total_tax_amount: Union[Decimal, int, str],
            additional_tax_amount: Optional[Union[Decimal, int, str]] = None,
            additional_tax_percentage: Optional[Union[Decimal, int, str]] = None,
            currency: Optional[str] = None,
            currency_rate: Optional[Union[Decimal, int, str]] = None,
            customer_ref: Optional[Union[AccountingCustomerRef, Mapping[str, Any]]] = None,
            discount_percentage: Optional[Union[Decimal, int, str]] = None,
            due_date: Optional[str] = None,
            id: Optional[str] = None,
            invoice_number: Optional[str] = None,
            line_items: Optional[Sequence[Union[InvoiceLineItem, Mapping[str, Any]]]] = None,
            metadata: Optional[Union[Metadata, Mapping[str, Any]]] = None,
            modified_date: Optional[str] = None,
            note: Optional[str] = None,
            paid_on_date: Optional[str] = None,
            payment_allocations: Optional[
                Sequence[Union[AccountingInvoicePaymentAllocation, Mapping[str, Any]]]
            ] = None,
            sales_order_refs: Optional[Sequence[Union[AccountingInvoiceSalesOrderReference, Mapping[str, Any]]]] = None,
            source_modified_date: Optional[str] = None,
            sub_total: Optional[Union[Decimal, int, str]] = None,
            supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
            total_discount: Optional[Union[Decimal, int, str]] = None,
            withholding_tax: Optional[Sequence[Union[AccountingInvoiceWithholdingTax, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...


# Names that earlier releases defined in this module.
AccountingInvoiceAllocation = AccountingInvoicePaymentAllocationAllocation
AccountingPaymentAllocation = AccountingInvoicePaymentAllocation
SalesOrderReference = AccountingInvoiceSalesOrderReference
WithholdingTax = AccountingInvoiceWithholdingTax

__all__ = [
    "AccountingInvoice",
    "AccountingInvoiceAllocation",
    "AccountingInvoicePaymentAllocationAllocation",
    "AccountingPaymentAllocation",
    "SalesOrderReference",
    "WithholdingTax",
]
