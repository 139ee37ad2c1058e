"""Generated from api/refresh_data.yaml by `make generate`: refresh-company-data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation


@dataclass
class RefreshCompanyDataRequest:
    """What `all` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """


@dataclass
class RefreshCompanyDataResponse(Response):
    """What `all` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried."""


REFRESH_COMPANY_DATA: Operation[RefreshCompanyDataResponse] = Operation(
    name="refresh-company-data",
    method="POST",
    path="/companies/{company_id}/data/all",
    request=RefreshCompanyDataRequest,
    response=RefreshCompanyDataResponse,
)
