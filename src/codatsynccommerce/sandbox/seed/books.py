"""The shop's books: its chart of accounts, its bank accounts, its details."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .ids import COMPANY, FOUNDED, LAST_SYNC, local

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import State

_ACCOUNTS = (
    ("61", "Stock", "Asset", "18250.00"),
    ("90", "Business account", "Asset", "41310.55"),
    ("200", "Sales", "Income", "96412.80"),
    ("210", "Delivery income", "Income", "1204.50"),
    ("310", "Cost of goods sold", "Expense", "52890.12"),
    ("404", "Payment processing fees", "Expense", "1893.07"),
    ("429", "General expenses", "Expense", "3120.00"),
    ("820", "VAT", "Liability", "2710.44"),
    ("1250", "Shopify clearing", "Asset", "0.00"),
    ("3000", "Owner's equity", "Equity", "20000.00"),
)
_BANK_ACCOUNTS = (
    ("61", "Business account", "Debit", "41310.55", "0.00"),
    ("62", "Savings", "Debit", "15000.00", "0.00"),
    ("63", "Business credit card", "Credit", "-842.19", "5000.00"),
)


def fill_books(state: State) -> None:
    """Add what the accounting software holds."""
    accounts = state.collection(COMPANY, "accounts")
    for number, (account_id, name, kind, balance) in enumerate(_ACCOUNTS):
        accounts[account_id] = {
            "id": account_id,
            "nominalCode": account_id,
            "name": name,
            "description": f"{name} of the shop",
            "fullyQualifiedCategory": f"{kind}.Current",
            "fullyQualifiedName": f"{kind}.Current.{name}",
            "currency": "GBP",
            "currentBalance": Decimal(balance),
            "type": kind,
            "status": "Active",
            "isBankAccount": account_id == "90",
            "validDatatypeLinks": [{"property": "Id", "links": ["Payment.AccountRef.Id"]}],
            "metadata": {"isDeleted": False},
            "modifiedDate": LAST_SYNC,
            "sourceModifiedDate": local(number),
        }
    banks = state.collection(COMPANY, "bankAccounts")
    for number, (account_id, name, kind, balance, overdraft) in enumerate(_BANK_ACCOUNTS):
        banks[account_id] = {
            "id": account_id,
            "nominalCode": str(90 + number),
            "accountName": name,
            "accountType": kind,
            "accountNumber": f"0004{number}273",
            "sortCode": "40-47-59",
            "institution": "Bank of Marlow",
            "currency": "GBP",
            "balance": Decimal(balance),
            "availableBalance": Decimal(balance) + Decimal(overdraft),
            "overdraftLimit": Decimal(overdraft),
            "status": "Active",
            "metadata": {"isDeleted": False},
            "modifiedDate": LAST_SYNC,
            "sourceModifiedDate": local(number),
        }
    state.store(
        COMPANY,
        "info",
        {
            "companyName": "Marlow Books",
            "companyLegalName": "Marlow Books Limited",
            "accountingPlatformRef": "marlow-books",
            "baseCurrency": "GBP",
            "createdDate": FOUNDED,
            "financialYearStartDate": "2023-04-01T00:00:00",
            "ledgerLockDate": "2023-03-31T00:00:00",
            "registrationNumber": "01234567",
            "taxNumber": "GB123456789",
            "addresses": [{"type": "Billing", "line1": "12 High Street", "city": "Marlow", "country": "GBR"}],
            "phoneNumbers": [{"number": "+44 1628 496000", "type": "Primary"}],
            "webLinks": [{"type": "Website", "url": "https://marlowbooks.example"}],
        },
    )
