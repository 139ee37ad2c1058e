"""Get data status. Generated from api/refresh_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCompanyDataStatusRequest(Request):
    """The request of `get_company_data_status`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetCompanyDataStatusResponse(Response["Dict[str, shared.DataStatus]"]):
    """The response of `get_company_data_status`."""

    data_status_response: Optional[Dict[str, shared.DataStatus]] = None
    """State of each data type of a company, by the name of the data type.

    A data type that was never asked for may be null.
    """

    @property
    def data_statuses(self) -> Optional[Dict[str, shared.DataStatus]]:
        """The name that 0.3.0 gave `data_status_response`."""
        return self.data_status_response

    @data_statuses.setter
    def data_statuses(self, value: Optional[Dict[str, shared.DataStatus]]) -> None:
        self.data_status_response = value


GET_COMPANY_DATA_STATUS: Operation[GetCompanyDataStatusResponse] = Operation(
    name="get-company-data-status",
    method="GET",
    path="/companies/{company_id}/dataStatus",
    request=GetCompanyDataStatusRequest,
    response=GetCompanyDataStatusResponse,
    payload="data_status_response",
)
