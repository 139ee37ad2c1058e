"""Get validation results. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetSyncValidationRequest(Request):
    """The request of `get_validation_results`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    dataset_id: str
    """Identifier (UUID) of the pull operation, as returned by `s.refresh_data.list_pull_operations`."""


@dataclass
class GetSyncValidationResponse(Response["shared.ValidationResult"]):
    """The response of `get_validation_results`."""

    validation_result: Optional[shared.ValidationResult] = None
    """The findings of one refresh."""


GET_SYNC_VALIDATION: Operation[GetSyncValidationResponse] = Operation(
    name="get-sync-validation",
    method="GET",
    path="/companies/{company_id}/sync/{dataset_id}/validation",
    request=GetSyncValidationRequest,
    response=GetSyncValidationResponse,
    payload="validation_result",
)
