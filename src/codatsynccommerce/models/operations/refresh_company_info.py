"""Refresh accounting company info. Generated from api/accounting/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class RefreshCompanyInfoRequest(Request):
    """The request of `refresh`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class RefreshCompanyInfoResponse(Response["shared.Dataset"]):
    """The response of `refresh`."""

    dataset: Optional[shared.Dataset] = None
    """Refresh operation that reads one data type from a connection; the older form of a pull operation."""


REFRESH_COMPANY_INFO: Operation[RefreshCompanyInfoResponse] = Operation(
    name="refresh-company-info",
    method="POST",
    path="/companies/{company_id}/data/info",
    request=RefreshCompanyInfoRequest,
    response=RefreshCompanyInfoResponse,
    payload="dataset",
)
