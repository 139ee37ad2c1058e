"""Create company. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import WHOLE_REQUEST, Operation
from codatsynccommerce.models import shared


@dataclass
class CreatePlatformCompanyResponse(Response["shared.Company"]):
    """The response of `create_company`."""

    company: Optional[shared.Company] = None
    """The new company."""


CREATE_PLATFORM_COMPANY: Operation[CreatePlatformCompanyResponse] = Operation(
    name="create-platform-company",
    method="POST",
    path="/companies",
    body=WHOLE_REQUEST,
    request=shared.CreateCompany,
    response=CreatePlatformCompanyResponse,
    payload="company",
)
