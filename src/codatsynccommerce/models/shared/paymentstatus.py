"""PaymentStatus. Generated from api/commerce/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class PaymentStatus(OpenEnum):
    """State of a payment: `Pending` (not completed yet), `Authorized` (approved, money not taken yet), `Paid`,
    `Failed`, `Cancelled` (stopped before it was paid) or `Unknown`.
    """

    PENDING = "Pending"
    AUTHORIZED = "Authorized"
    PAID = "Paid"
    FAILED = "Failed"
    CANCELLED = "Cancelled"
    UNKNOWN = "Unknown"
