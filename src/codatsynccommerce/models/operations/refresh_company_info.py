"""Generated from api/accounting/company_info.yaml by `make generate`: refresh-company-info."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class RefreshCompanyInfoRequest:
    """What `refresh` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """


@dataclass
class RefreshCompanyInfoResponse(Response):
    """What `refresh` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    dataset: Optional[shared.Dataset] = None
    """Refresh operation that reads one data type from a connection; the older form of a pull operation."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried."""


REFRESH_COMPANY_INFO: Operation[RefreshCompanyInfoResponse] = Operation(
    name="refresh-company-info",
    method="POST",
    path="/companies/{company_id}/data/info",
    request=RefreshCompanyInfoRequest,
    response=RefreshCompanyInfoResponse,
    payload="dataset",
)
