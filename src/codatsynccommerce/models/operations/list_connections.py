"""List connections. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListConnectionsRequest(Request):
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
class ListConnectionsResponse(PageResponse["shared.Connections"]):
    """The response of `list_connections`."""

    connections: Optional[shared.Connections] = None
    """One page of connections, with the paging details of the list."""


LIST_CONNECTIONS: Operation[ListConnectionsResponse] = Operation(
    name="list-connections",
    method="GET",
    path="/meta/companies/{company_id}/connections",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListConnectionsRequest,
    response=ListConnectionsResponse,
    payload="connections",
    is_paginated=True,
)
