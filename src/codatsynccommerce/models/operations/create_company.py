"""Create company. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import WHOLE_REQUEST, Operation
from codatsynccommerce.models import shared


@dataclass
class CreateCompanyResponse(Response["shared.Company"]):
    """The response of `create_company`."""

    company: Optional[shared.Company] = None
    """Merchant whose data is shared through Codat, with its connections to accounting and commerce software."""


CREATE_COMPANY: Operation[CreateCompanyResponse] = Operation(
    name="create-company",
    method="POST",
    path="/meta/companies/sync",
    body=WHOLE_REQUEST,
    request=shared.CreateCompany,
    response=CreateCompanyResponse,
    payload="company",
)
