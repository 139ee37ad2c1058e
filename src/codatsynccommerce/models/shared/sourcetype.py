"""SourceType. Generated from api/integrations.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class SourceType(OpenEnum):
    """Kind of platform behind an integration: `Accounting`, `Banking`, `Commerce`, `Other` or `Unknown`.

    Further kinds may be added.
    """

    ACCOUNTING = "Accounting"
    BANKING = "Banking"
    COMMERCE = "Commerce"
    OTHER = "Other"
    UNKNOWN = "Unknown"
    BANK_FEED = "BankFeed"
    EXPENSE = "Expense"
