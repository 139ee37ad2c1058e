"""AccountStatus. Generated from api/accounting/accounts.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class AccountStatus(OpenEnum):
    """Whether an account can be used: `Active` accounts take postings, `Archived` ones no longer do, `Pending`
    ones are not yet set up in the accounting software.
    """

    UNKNOWN = "Unknown"
    ACTIVE = "Active"
    ARCHIVED = "Archived"
    PENDING = "Pending"
