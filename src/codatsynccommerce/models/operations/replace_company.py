"""Replace company. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class ReplaceCompanyRequest(Request):
    """The request of `replace`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    create_company: Optional[shared.CreateCompany] = None
    """Complete new values of the company; fields left out are cleared."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            create_company: Optional[Union[shared.CreateCompany, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class ReplaceCompanyResponse(Response["shared.Company"]):
    """The response of `replace`."""

    company: Optional[shared.Company] = None
    """Merchant whose data is shared through Codat, with its connections to accounting and commerce software."""


REPLACE_COMPANY: Operation[ReplaceCompanyResponse] = Operation(
    name="replace-company",
    method="PUT",
    path="/companies/{company_id}",
    body="create_company",
    request=ReplaceCompanyRequest,
    response=ReplaceCompanyResponse,
    payload="company",
)
