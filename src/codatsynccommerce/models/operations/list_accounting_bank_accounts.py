"""List bank accounts. Generated from api/accounting/bank_accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListAccountingBankAccountsRequest(Request):
    """The request of `list_accounting_bank_accounts`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection, as returned by `s.platform_connections.list_connections`."""

    order_by: Optional[str] = None
    """Name of one property to sort by, such as `created`. A leading `-` sorts in descending order."""

    page: Optional[int] = 1
    """Number of the page to return, counted from 1. Default 1."""

    page_size: Optional[int] = 100
    """Number of entries per page, 1 to 5000. Default 100, which is also a good value for speed."""

    query: Optional[str] = None
    """Filter in Codat's query language, such as `name~Acme`. Under 2048 characters; an unknown property gives 400."""


@dataclass
class ListAccountingBankAccountsResponse(PageResponse["shared.AccountingBankAccounts"]):
    """The response of `list_accounting_bank_accounts`."""

    accounting_bank_accounts: Optional[shared.AccountingBankAccounts] = None
    """One page of the bank accounts in the accounting software of a company."""


LIST_ACCOUNTING_BANK_ACCOUNTS: Operation[ListAccountingBankAccountsResponse] = Operation(
    name="list-accounting-bank-accounts",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/bankAccounts",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListAccountingBankAccountsRequest,
    response=ListAccountingBankAccountsResponse,
    payload="accounting_bank_accounts",
    is_paginated=True,
)
