"""List integrations. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import PageResponse, Request
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ListIntegrationsRequest(Request):
    """The request of `list_integrations`."""

    order_by: Optional[str] = None
    """Name of one property to sort by, such as `created`. A leading `-` sorts in descending order."""

    page: Optional[int] = 1
    """Number of the page to return, counted from 1. Default 1."""

    page_size: Optional[int] = 100
    """Number of entries per page, 1 to 5000. Default 100, which is also a good value for speed."""

    query: Optional[str] = None
    """Filter in Codat's query language, such as `name~Acme`. Under 2048 characters; an unknown property gives 400."""


@dataclass
class ListIntegrationsResponse(PageResponse["shared.Integrations"]):
    """The response of `list_integrations`."""

    integrations: Optional[shared.Integrations] = None
    """One page of integrations, with the paging details of the list."""


LIST_INTEGRATIONS: Operation[ListIntegrationsResponse] = Operation(
    name="list-integrations",
    method="GET",
    path="/config/integrations",
    query={"order_by": "orderBy", "page": "page", "page_size": "pageSize", "query": "query"},
    request=ListIntegrationsRequest,
    response=ListIntegrationsResponse,
    payload="integrations",
    is_paginated=True,
)
