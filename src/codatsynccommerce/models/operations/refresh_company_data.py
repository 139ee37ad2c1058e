"""Refresh all data. Generated from api/refresh_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation


@dataclass
class RefreshCompanyDataRequest(Request):
    """The request of `all`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class RefreshCompanyDataResponse(Response[None]):
    """The response of `all`."""


REFRESH_COMPANY_DATA: Operation[RefreshCompanyDataResponse] = Operation(
    name="refresh-company-data",
    method="POST",
    path="/companies/{company_id}/data/all",
    request=RefreshCompanyDataRequest,
    response=RefreshCompanyDataResponse,
)
