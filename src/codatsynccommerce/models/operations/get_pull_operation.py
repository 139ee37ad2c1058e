"""Generated from api/refresh_data.yaml by `make generate`: get-pull-operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetPullOperationRequest:
    """What `get_pull_operation` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        dataset_id: Identifier (UUID) of the pull operation, taken from `id` of a pull operation or from the data
            status.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    dataset_id: str
    """Identifier (UUID) of the pull operation, taken from `id` of a pull operation or from the data status."""


@dataclass
class GetPullOperationResponse(Response):
    """What `get_pull_operation` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    pull_operation: Optional[shared.PullOperation] = None
    """One refresh of one data type from a connected platform, with its progress and outcome."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_PULL_OPERATION: Operation[GetPullOperationResponse] = Operation(
    name="get-pull-operation",
    method="GET",
    path="/companies/{company_id}/data/history/{dataset_id}",
    request=GetPullOperationRequest,
    response=GetPullOperationResponse,
    payload="pull_operation",
)
