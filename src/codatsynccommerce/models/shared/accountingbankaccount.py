"""AccountingBankAccount. Generated from api/accounting/bank_accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .accountingbankaccountbankaccounttype import AccountingBankAccountBankAccountType
from .accountstatus import AccountStatus
from .metadata import Metadata
from .supplementaldata import SupplementalData


@dataclass
class AccountingBankAccount(Model):
    """Bank or credit account of the company as it is recorded in the accounting software."""

    account_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the bank account as shown in the accounting software."""

    account_number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Number of the account at the bank; text, and possibly shortened or masked by the source."""

    account_type: Optional[AccountingBankAccountBankAccountType] = None
    """Side on which the account works: `Credit` for credit cards and the like, `Debit` for ordinary accounts."""

    available_balance: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Money that can be drawn at present, in the currency of `currency`; can differ from `balance` through
    overdrafts or pending items.
    """

    balance: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Balance of the bank account as the accounting software has it, in the currency of `currency`."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency in which the bank account is kept; `XXX` when the source names none."""

    i_ban: Optional[str] = field(default=None, metadata=NULLABLE)
    """International bank account number (IBAN) of the account."""

    id: Optional[str] = None
    """Identifier of the bank account in the accounting software, read-only; leave it out when creating a record."""

    institution: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the bank or other institution that holds the account."""

    metadata: Optional[Metadata] = None
    """Flags about the bank account as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the bank account, read-only; ISO 8601, normally UTC `Z`."""

    nominal_code: Optional[str] = field(default=None, metadata=NULLABLE)
    """Ledger code of the matching account in the chart of accounts."""

    overdraft_limit: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Agreed overdraft of the account, in the currency of `currency`."""

    sort_code: Optional[str] = field(default=None, metadata=NULLABLE)
    """Sort code of the bank branch, as used in the United Kingdom and Ireland."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the bank account, read-only; ISO 8601, often
    local time without zone.
    """

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the bank account that you configured for the platform and that the standard model lacks."""

    status: Optional[AccountStatus] = None
    """Availability of the bank account in the accounting software, such as `Active` or `Archived`."""


# Names that earlier releases defined in this module.
BankAccountType = AccountingBankAccountBankAccountType

__all__ = [
    "AccountingBankAccount",
    "BankAccountType",
]
