"""CreditNoteStatus. Generated from api/accounting/credit_notes.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class CreditNoteStatus(OpenEnum):
    """Stage of a credit note: `Draft` not yet issued, `Submitted` issued and unused, `PartiallyPaid` partly
    used, `Paid` fully used or refunded, `Void` cancelled.
    """

    UNKNOWN = "Unknown"
    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    PAID = "Paid"
    VOID = "Void"
    PARTIALLY_PAID = "PartiallyPaid"
