"""AccountingCompanyDatasetWeblink. Generated from api/accounting/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .accountingcompanydatasetweblinktype import AccountingCompanyDatasetWeblinkType


@dataclass
class AccountingCompanyDatasetWeblink(Model):
    """Web address of the company with its kind."""

    type: Optional[AccountingCompanyDatasetWeblinkType] = None
    """Kind of page behind `url`, such as `Website` or `Social`."""

    url: Optional[str] = None
    """Full web address of the page."""
