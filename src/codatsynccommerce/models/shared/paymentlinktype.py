"""PaymentLinkType. Generated from api/accounting/payments.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class PaymentLinkType(OpenEnum):
    """Kind of record to which a payment line is linked; `Unlinked` means set against nothing, `PaymentOnAccount`
    money kept as credit for the customer, `Discount` an amount waived.
    """

    UNKNOWN = "Unknown"
    UNLINKED = "Unlinked"
    INVOICE = "Invoice"
    CREDIT_NOTE = "CreditNote"
    OTHER = "Other"
    REFUND = "Refund"
    PAYMENT = "Payment"
    PAYMENT_ON_ACCOUNT = "PaymentOnAccount"
    MANUAL_JOURNAL = "ManualJournal"
    DISCOUNT = "Discount"
