"""ConnectionSourceType. Generated from api/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class ConnectionSourceType(OpenEnum):
    """Kind of system a connection leads to.

    `Other` covers kinds without a name of their own, `Unknown` means the kind is not known, and newer values such as
    `BankFeed` or `Expense` can occur.
    """

    ACCOUNTING = "Accounting"
    BANKING = "Banking"
    COMMERCE = "Commerce"
    OTHER = "Other"
    UNKNOWN = "Unknown"
    BANK_FEED = "BankFeed"
    EXPENSE = "Expense"
