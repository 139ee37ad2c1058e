"""Get access token. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCompanyAccessTokenRequest(Request):
    """The request of `get_access_token`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetCompanyAccessTokenResponse(Response["shared.CompanyAccessToken"]):
    """The response of `get_access_token`."""

    company_access_token: Optional[shared.CompanyAccessToken] = None
    """An access token for the connections of the company."""


GET_COMPANY_ACCESS_TOKEN: Operation[GetCompanyAccessTokenResponse] = Operation(
    name="get-company-access-token",
    method="GET",
    path="/companies/{company_id}/accessToken",
    request=GetCompanyAccessTokenRequest,
    response=GetCompanyAccessTokenResponse,
    payload="company_access_token",
)
