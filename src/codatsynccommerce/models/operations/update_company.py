"""Update company. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateCompanyRequest(Request):
    """The request of `update_company`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    create_company: Optional[shared.CreateCompany] = None
    """Fields of the company to change; null and missing ones are ignored."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            create_company: Optional[Union[shared.CreateCompany, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class UpdateCompanyResponse(Response["shared.Company"]):
    """The response of `update_company`."""

    company: Optional[shared.Company] = None
    """Merchant whose data is shared through Codat, with its connections to accounting and commerce software."""


UPDATE_COMPANY: Operation[UpdateCompanyResponse] = Operation(
    name="update-company",
    method="PATCH",
    path="/companies/{company_id}",
    body="create_company",
    request=UpdateCompanyRequest,
    response=UpdateCompanyResponse,
    payload="company",
)
