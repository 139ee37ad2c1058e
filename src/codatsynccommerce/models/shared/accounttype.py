"""AccountType. Generated from api/accounting/accounts.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class AccountType(OpenEnum):
    """Basic kind of a ledger account: asset, expense, income, liability or equity; `Unknown` when the source
    does not tell.
    """

    UNKNOWN = "Unknown"
    ASSET = "Asset"
    EXPENSE = "Expense"
    INCOME = "Income"
    LIABILITY = "Liability"
    EQUITY = "Equity"
