"""List accounts. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListAccountingAccountsRequest(Request):
    """The request of `list_accounting_accounts`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    order_by: Optional[str] = None
    """Name of one property to sort by, such as `created`. A leading `-` sorts in descending order."""

    page: Optional[int] = 1
    """Number of the page to return, counted from 1. Default 1."""

    page_size: Optional[int] = 100
    """Number of entries per page, 1 to 5000. Default 100, which is also a good value for speed."""

    query: Optional[str] = None
    """Filter in Codat's query language, such as `name~Acme`. Under 2048 characters; an unknown property gives 400."""


@dataclass
class ListAccountingAccountsResponse(PageResponse["shared.AccountingAccounts"]):
    """The response of `list_accounting_accounts`."""

    accounting_accounts: Optional[shared.AccountingAccounts] = None
    """One page of the accounts in the chart of accounts of a company."""


LIST_ACCOUNTING_ACCOUNTS: Operation[ListAccountingAccountsResponse] = Operation(
    name="list-accounting-accounts",
    method="GET",
    path="/companies/{company_id}/data/accounts",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListAccountingAccountsRequest,
    response=ListAccountingAccountsResponse,
    payload="accounting_accounts",
    is_paginated=True,
)
