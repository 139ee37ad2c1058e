"""Get configuration. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.envelope import Envelope
from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetConfigurationRequest(Request):
    """The request of `get_configuration`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetConfigurationResponse(Response["shared.Configuration"]):
    """The response of `get_configuration`."""

    configuration: Optional[shared.Configuration] = None
    """Settings that decide how a company's commerce data is written to its accounting software.

    Read it, change the `selected...` values and switches, and send the whole object back.
    """


GET_CONFIGURATION: Operation[GetConfigurationResponse] = Operation(
    name="get-configuration",
    method="GET",
    path="/config/companies/{company_id}/sync/commerce",
    request=GetConfigurationRequest,
    response=GetConfigurationResponse,
    payload="configuration",
    envelope=Envelope(
        "configuration",
        inside=("countryCode", "fees", "mapSettings", "newPayments", "payments", "sales"),
        outside=("accountingSoftwareCompanyName", "companyId", "configured", "enabled", "schedule"),
    ),
)
