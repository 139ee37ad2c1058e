"""CommerceCompanyInfo. Generated from api/commerce/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional

from codatsynccommerce._runtime.models import Model

from .accountbalance import AccountBalance
from .items import Items
from .phonenumbersitems import PhoneNumbersitems
from .weblinksitems import WebLinksitems


@dataclass
class CommerceCompanyInfo(Model):
    """Details of the business behind a shop, as its commerce platform records them; read-only."""

    account_balances: Optional[List[AccountBalance]] = None
    """Balances of the accounts the platform keeps for the company, each with its own currency."""

    addresses: Optional[List[Items]] = None
    """Postal addresses the platform holds for the company."""

    base_currency: Optional[str] = None
    """ISO 4217 code of the main currency of the company; `XXX` when the source gives none."""

    commerce_platform_ref: Optional[str] = None
    """Identifier by which the commerce platform itself knows the company."""

    company_legal_name: Optional[str] = None
    """Registered legal name of the company, which may differ from the trading name in `company_name`."""

    company_name: Optional[str] = None
    """Name under which the company trades on the platform."""

    created_date: Optional[str] = None
    """Time the company was set up in the commerce platform, ISO 8601 in UTC (`Z`), with offset, or local time
    without zone.
    """

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the company details, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    phone_numbers: Optional[List[PhoneNumbersitems]] = None
    """Telephone numbers the platform holds for the company."""

    registration_number: Optional[str] = None
    """Number of the company in the official company register of its country."""

    source_modified_date: Optional[str] = None
    """Time the record of the company was last changed in the shop's own system, ISO 8601, often local without
    zone; read-only and may be missing.
    """

    source_urls: Optional[Dict[str, str]] = None
    """Map from a link name to a URL that opens the company in the commerce platform."""

    web_links: Optional[List[WebLinksitems]] = None
    """Website and social media addresses of the company."""
