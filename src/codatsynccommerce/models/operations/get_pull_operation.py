"""Get pull operation. Generated from api/refresh_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetPullOperationRequest(Request):
    """The request of `get_pull_operation`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    dataset_id: str
    """Identifier (UUID) of the pull operation, taken from `id` of a pull operation or from the data status."""


@dataclass
class GetPullOperationResponse(Response["shared.PullOperation"]):
    """The response of `get_pull_operation`."""

    pull_operation: Optional[shared.PullOperation] = None
    """One refresh of one data type from a connected platform, with its progress and outcome."""


GET_PULL_OPERATION: Operation[GetPullOperationResponse] = Operation(
    name="get-pull-operation",
    method="GET",
    path="/companies/{company_id}/data/history/{dataset_id}",
    request=GetPullOperationRequest,
    response=GetPullOperationResponse,
    payload="pull_operation",
)
