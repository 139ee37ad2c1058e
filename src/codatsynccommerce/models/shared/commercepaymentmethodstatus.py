"""CommercePaymentMethodStatus. Generated from api/commerce/payments.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class CommercePaymentMethodStatus(OpenEnum):
    """State of a payment method: `Active` (in use), `Archived` (no longer offered, kept for old payments) or
    `Unknown`.
    """

    UNKNOWN = "Unknown"
    ACTIVE = "Active"
    ARCHIVED = "Archived"
