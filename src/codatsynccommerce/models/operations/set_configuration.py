"""Set configuration. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.envelope import Envelope
from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class SetConfigurationRequest(Request):
    """The request of `set_configuration`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    configuration: Optional[shared.Configuration] = None
    """Whole configuration as read with `s.configuration.get_configuration`, with your changes made and unknown
    properties kept.
    """

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            configuration: Optional[Union[shared.Configuration, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class SetConfigurationResponse(Response["shared.Configuration"]):
    """The response of `set_configuration`."""

    configuration: Optional[shared.Configuration] = None
    """Settings that decide how a company's commerce data is written to its accounting software.

    Read it, change the `selected...` values and switches, and send the whole object back.
    """


SET_CONFIGURATION: Operation[SetConfigurationResponse] = Operation(
    name="set-configuration",
    method="POST",
    path="/config/companies/{company_id}/sync/commerce",
    body="configuration",
    request=SetConfigurationRequest,
    response=SetConfigurationResponse,
    payload="configuration",
    envelope=Envelope(
        "configuration",
        inside=("countryCode", "fees", "mapSettings", "newPayments", "payments", "sales"),
        outside=("accountingSoftwareCompanyName", "companyId", "configured", "enabled", "schedule"),
    ),
)
