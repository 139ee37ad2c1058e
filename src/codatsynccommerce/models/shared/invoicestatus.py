"""InvoiceStatus. Generated from api/accounting/invoices.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class InvoiceStatus(OpenEnum):
    """Stage of an invoice: `Draft` not yet issued, `Submitted` issued and unpaid, `PartiallyPaid`, `Paid` in
    full, `Void` cancelled.
    """

    UNKNOWN = "Unknown"
    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    PARTIALLY_PAID = "PartiallyPaid"
    PAID = "Paid"
    VOID = "Void"
