"""Generated from api/refresh_data.yaml by `make generate`: get-company-data-status."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCompanyDataStatusRequest:
    """What `get_company_data_status` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """


@dataclass
class GetCompanyDataStatusResponse(Response):
    """What `get_company_data_status` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    data_status_response: Optional[Dict[str, shared.DataStatus]] = None
    """State of each data type of a company, by the name of the data type.

    A data type that was never asked for may be null.
    """

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_COMPANY_DATA_STATUS: Operation[GetCompanyDataStatusResponse] = Operation(
    name="get-company-data-status",
    method="GET",
    path="/companies/{company_id}/dataStatus",
    request=GetCompanyDataStatusRequest,
    response=GetCompanyDataStatusResponse,
    payload="data_status_response",
)
