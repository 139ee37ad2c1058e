"""Generated from api/companies.yaml by `make generate`: delete-company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation


@dataclass
class DeleteCompanyRequest:
    """What `delete_company` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """


@dataclass
class DeleteCompanyResponse(Response):
    """What `delete_company` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


DELETE_COMPANY: Operation[DeleteCompanyResponse] = Operation(
    name="delete-company",
    method="DELETE",
    path="/companies/{company_id}",
    request=DeleteCompanyRequest,
    response=DeleteCompanyResponse,
)
