"""List companies. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListPlatformCompaniesRequest(Request):
    """The request of `list_companies`."""

    order_by: Optional[str] = None
    """Name of one property to sort by, such as `created`. A leading `-` sorts in descending order."""

    page: Optional[int] = 1
    """Number of the page to return, counted from 1. Default 1."""

    page_size: Optional[int] = 100
    """Number of entries per page, 1 to 5000. Default 100, which is also a good value for speed."""

    query: Optional[str] = None
    """Filter in Codat's query language, such as `name~Acme`. Under 2048 characters; an unknown property gives 400."""

    tags: Optional[str] = None
    """Filter by tags in Codat's query language, such as `region=uk`.

    Only the operators `=`, `!=` and `~` are allowed.
    """


@dataclass
class ListPlatformCompaniesResponse(PageResponse["shared.Companies"]):
    """The response of `list_companies`."""

    companies: Optional[shared.Companies] = None
    """One page of companies, with the paging details of the list."""


LIST_PLATFORM_COMPANIES: Operation[ListPlatformCompaniesResponse] = Operation(
    name="list-platform-companies",
    method="GET",
    path="/companies",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query", "tags": "tags"},
    request=ListPlatformCompaniesRequest,
    response=ListPlatformCompaniesResponse,
    payload="companies",
    is_paginated=True,
)
