"""Get commerce company info. Generated from api/commerce/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceCompanyInfoRequest(Request):
    """The request of `get_commerce_company_info`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""


@dataclass
class GetCommerceCompanyInfoResponse(Response["shared.CommerceCompanyInfo"]):
    """The response of `get_commerce_company_info`."""

    commerce_company_info: Optional[shared.CommerceCompanyInfo] = None
    """Details of the business behind a shop, as its commerce platform records them; read-only."""


GET_COMMERCE_COMPANY_INFO: Operation[GetCommerceCompanyInfoResponse] = Operation(
    name="get-commerce-company-info",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-info",
    request=GetCommerceCompanyInfoRequest,
    response=GetCommerceCompanyInfoResponse,
    payload="commerce_company_info",
)
