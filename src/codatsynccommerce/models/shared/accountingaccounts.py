"""AccountingAccounts. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import Model, json_name

from .accountingaccount import AccountingAccount
from .links import Links


@dataclass
class AccountingAccounts(Model):
    """One page of the accounts in the chart of accounts of a company."""

    links: Links = field(metadata=json_name("_links"))
    """Links to this page of the list and, where they exist, to the previous and next ones."""

    page_number: int
    """Number of the returned page, counted from 1."""

    page_size: int
    """Largest number of accounts that one page may hold, as asked for in the request."""

    total_results: int
    """Count of all accounts that match the request over all pages, after `query` has been applied."""

    results: Optional[List[AccountingAccount]] = None
    """Accounts on this page; may be missing when there are none."""
