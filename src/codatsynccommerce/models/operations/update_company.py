"""Generated from api/companies.yaml by `make generate`: update-company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateCompanyRequest:
    """What `update_company` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        create_company: Fields of the company to change; null and missing ones are ignored.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    create_company: Optional[shared.CreateCompany] = None
    """Fields of the company to change; null and missing ones are ignored."""


@dataclass
class UpdateCompanyResponse(Response):
    """What `update_company` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    company: Optional[shared.Company] = None
    """Merchant whose data is shared through Codat, with its connections to accounting and commerce software."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried."""


UPDATE_COMPANY: Operation[UpdateCompanyResponse] = Operation(
    name="update-company",
    method="PATCH",
    path="/companies/{company_id}",
    body="create_company",
    request=UpdateCompanyRequest,
    response=UpdateCompanyResponse,
    payload="company",
)
