"""Generated from api/companies.yaml by `make generate`: create-company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import WHOLE, Operation
from codatsynccommerce.models import shared


@dataclass
class CreateCompanyResponse(Response):
    """What `create_company` answers."""

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


CREATE_COMPANY: Operation[CreateCompanyResponse] = Operation(
    name="create-company",
    method="POST",
    path="/meta/companies/sync",
    body=WHOLE,
    request=shared.CreateCompany,
    response=CreateCompanyResponse,
    payload="company",
)
