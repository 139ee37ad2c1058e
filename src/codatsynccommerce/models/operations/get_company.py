"""Get company. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCompanyRequest(Request):
    """The request of `get_company`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetCompanyResponse(Response["shared.Company"]):
    """The response of `get_company`."""

    company: Optional[shared.Company] = None
    """Merchant whose data is shared through Codat, with its connections to accounting and commerce software."""


GET_COMPANY: Operation[GetCompanyResponse] = Operation(
    name="get-company",
    method="GET",
    path="/companies/{company_id}",
    request=GetCompanyRequest,
    response=GetCompanyResponse,
    payload="company",
)
