"""List connections. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListPlatformConnectionsRequest(Request):
    """The request of `list_connections`."""

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
class ListPlatformConnectionsResponse(PageResponse["shared.Connections"]):
    """The response of `list_connections`."""

    connections: Optional[shared.Connections] = None
    """One page of connections, with the paging details of the list."""


LIST_PLATFORM_CONNECTIONS: Operation[ListPlatformConnectionsResponse] = Operation(
    name="list-platform-connections",
    method="GET",
    path="/companies/{company_id}/connections",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListPlatformConnectionsRequest,
    response=ListPlatformConnectionsResponse,
    payload="connections",
    is_paginated=True,
)
