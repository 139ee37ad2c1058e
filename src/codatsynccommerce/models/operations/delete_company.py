"""Delete company. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation


@dataclass
class DeleteCompanyRequest(Request):
    """The request of `delete_company`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class DeleteCompanyResponse(Response[None]):
    """The response of `delete_company`."""


DELETE_COMPANY: Operation[DeleteCompanyResponse] = Operation(
    name="delete-company",
    method="DELETE",
    path="/companies/{company_id}",
    request=DeleteCompanyRequest,
    response=DeleteCompanyResponse,
)
