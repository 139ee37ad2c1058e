"""Generated from api/commerce/company_info.yaml by `make generate`: get-commerce-company-info."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCommerceCompanyInfoRequest:
    """What `get_commerce_company_info` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        connection_id: Identifier (UUID) of the connection to the merchant's shop or point of sale.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the connection to the merchant's shop or point of sale."""


@dataclass
class GetCommerceCompanyInfoResponse(Response):
    """What `get_commerce_company_info` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    commerce_company_info: Optional[shared.CommerceCompanyInfo] = None
    """Details of the business behind a shop, as its commerce platform records them; read-only."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_COMMERCE_COMPANY_INFO: Operation[GetCommerceCompanyInfoResponse] = Operation(
    name="get-commerce-company-info",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/data/commerce-info",
    request=GetCommerceCompanyInfoRequest,
    response=GetCommerceCompanyInfoResponse,
    payload="commerce_company_info",
)
