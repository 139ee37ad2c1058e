"""AccountingBankAccountBankAccountType. Generated from api/accounting/bank_accounts.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class AccountingBankAccountBankAccountType(OpenEnum):
    """Side on which a bank account works: `Credit` for credit cards and similar lending accounts, `Debit` for
    ordinary money accounts.
    """

    UNKNOWN = "Unknown"
    CREDIT = "Credit"
    DEBIT = "Debit"
