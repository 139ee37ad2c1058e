"""What accounting software holds: accounts, bank accounts, tax rates, customers, suppliers, the business itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.store import books

from .ids import COMPANY, FOUNDED, LAST_SYNC, local

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Store

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
_CONTACTS_AND_RATES: dict[str, tuple[tuple[str, str], ...]] = {
    "customers": (("61", "Shopify customers"),),
    "suppliers": (("61", "Shopify"),),
    "taxRates": (("61", "VAT 20%"), ("vat-0", "Zero rated"), ("vat-20", "VAT 20%")),
    "invoices": (("61", "INV-61"), ("1042", "INV-1042")),
    "creditNotes": (("61", "CN-61"),),
}

READABLE = ("accounts", "bankAccounts")
"""Lists of the books that the API can read."""


def fill_books(store: Store) -> None:
    """Add the shop's books, all of which were read already."""
    open_books(store, COMPANY, "Marlow Books")
    for name in READABLE:
        store.collection(COMPANY, name).update(store.collection(COMPANY, books(name)))
    store.put_document(COMPANY, "info", store.document(COMPANY, books("info")))


def open_books(store: Store, company_id: str, company_name: str) -> None:
    """Add the books that a company has in the accounting software that it links."""
    for number, row in enumerate(_ACCOUNTS):
        store.collection(company_id, books("accounts"))[row[0]] = _account(number, *row)
    for number, bank in enumerate(_BANK_ACCOUNTS):
        store.collection(company_id, books("bankAccounts"))[bank[0]] = _bank_account(number, *bank)
    for name, rows in _CONTACTS_AND_RATES.items():
        store.collection(company_id, books(name)).update({row[0]: {"id": row[0], "name": row[1]} for row in rows})
    store.put_document(company_id, books("info"), _business(company_name))


def _account(number: int, account_id: str, name: str, kind: str, balance: str) -> Record:
    return {
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


def _bank_account(number: int, account_id: str, name: str, kind: str, balance: str, overdraft: str) -> Record:
    return {
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


def _business(name: str) -> Record:
    return {
        "companyName": name,
        "companyLegalName": f"{name} Limited",
        "accountingPlatformRef": name.lower().replace(" ", "-"),
        "baseCurrency": "GBP",
        "createdDate": FOUNDED,
        "financialYearStartDate": "2023-04-01T00:00:00",
        "ledgerLockDate": "2023-03-31T00:00:00",
        "registrationNumber": "01234567",
        "taxNumber": "GB123456789",
        "addresses": [{"type": "Billing", "line1": "12 High Street", "city": "Marlow", "country": "GBR"}],
        "phoneNumbers": [{"number": "+44 1628 496000", "type": "Primary"}],
        "webLinks": [{"type": "Website", "url": "https://marlowbooks.example"}],
    }
