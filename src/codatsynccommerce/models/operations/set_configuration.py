"""Generated from api/configuration.yaml by `make generate`: set-configuration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class SetConfigurationRequest:
    """What `set_configuration` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        configuration: Whole configuration as read with `s.configuration.get_configuration`, with your changes made
            and unknown properties kept.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    configuration: Optional[shared.Configuration] = None
    """Whole configuration as read with `s.configuration.get_configuration`, with your changes made and unknown
    properties kept.
    """


@dataclass
class SetConfigurationResponse(Response):
    """What `set_configuration` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    configuration: Optional[shared.Configuration] = None
    """Settings that decide how a company's commerce data is written to its accounting software.

    Read it, change the `selected...` values and switches, and send the whole object back.
    """

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried."""


SET_CONFIGURATION: Operation[SetConfigurationResponse] = Operation(
    name="set-configuration",
    method="POST",
    path="/config/companies/{company_id}/sync/commerce",
    body="configuration",
    request=SetConfigurationRequest,
    response=SetConfigurationResponse,
    payload="configuration",
)
