"""AccountingCompanyDataset. Generated from api/accounting/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .accountingcompanydatasetaccountingaddress import AccountingCompanyDatasetAccountingAddress
from .accountingcompanydatasetphone import AccountingCompanyDatasetPhone
from .accountingcompanydatasetweblink import AccountingCompanyDatasetWeblink
from .accountingcompanydatasetweblinktype import AccountingCompanyDatasetWeblinkType
from .supplementaldata import SupplementalData


@dataclass
class AccountingCompanyDataset(Model):
    """Details of the company as recorded in its accounting software."""

    accounting_platform_ref: Optional[str] = field(default=None, metadata=NULLABLE)
    """Identifier or reference under which the accounting software keeps the company."""

    addresses: Optional[List[AccountingCompanyDatasetAccountingAddress]] = field(default=None, metadata=NULLABLE)
    """Postal addresses of the company."""

    base_currency: Optional[str] = field(default=None, metadata=NULLABLE)
    """ISO 4217 code of the currency in which the company keeps its books; every `currency_rate` leads to this
    currency.
    """

    company_legal_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Registered legal name of the company, which can differ from `company_name`."""

    company_name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the company as shown in the accounting software."""

    created_date: Optional[str] = None
    """Date on which the company was set up in the accounting software; ISO 8601 in UTC, with an offset, or local
    time without zone.
    """

    financial_year_start_date: Optional[str] = None
    """First day of the financial year of the company; ISO 8601 in UTC, with an offset, or local time without zone."""

    ledger_lock_date: Optional[str] = None
    """Date up to which the books are closed, so that records dated on or before it cannot be added or changed;
    ISO 8601 in UTC, with an offset, or local time without zone.
    """

    phone_numbers: Optional[List[AccountingCompanyDatasetPhone]] = field(default=None, metadata=NULLABLE)
    """Telephone numbers of the company."""

    registration_number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Number of the company in the official company register."""

    source_urls: Optional[Dict[str, str]] = field(default=None, metadata=NULLABLE)
    """Map from a name to a web address of the company in the accounting software."""

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the company that you configured for the platform and that the standard model lacks."""

    tax_number: Optional[str] = field(default=None, metadata=NULLABLE)
    """Number under which the tax office knows the company, such as a VAT number."""

    web_links: Optional[List[AccountingCompanyDatasetWeblink]] = field(default=None, metadata=NULLABLE)
    """Web addresses of the company, such as its website and social media pages."""


# Names that earlier releases defined in this module.
AccountingAddress = AccountingCompanyDatasetAccountingAddress
AccountingCompanyDatasetType = AccountingCompanyDatasetWeblinkType
Phone = AccountingCompanyDatasetPhone
Weblink = AccountingCompanyDatasetWeblink

__all__ = [
    "AccountingAddress",
    "AccountingCompanyDataset",
    "AccountingCompanyDatasetType",
    "AccountingCompanyDatasetWeblinkType",
    "Phone",
    "Weblink",
]
