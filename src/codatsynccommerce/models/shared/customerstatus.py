"""CustomerStatus. Generated from api/accounting/customers.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class CustomerStatus(OpenEnum):
    """Whether a customer or contact is in use: `Active` yes, `Archived` no longer, `Unknown` when the source
    does not tell.
    """

    UNKNOWN = "Unknown"
    ACTIVE = "Active"
    ARCHIVED = "Archived"
