"""Get configuration. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetSupplementalDataConfigurationRequest(Request):
    """The request of `get_configuration`."""

    data_type: shared.DataType
    """Data type that the configuration applies to, such as `customers`."""

    platform_key: str
    """Four-letter key of the platform, such as `gbol` for Xero, as returned by `s.integrations.list_integrations`."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            data_type: Union[shared.DataType, str],
            platform_key: str,
        ) -> None: ...


@dataclass
class GetSupplementalDataConfigurationResponse(Response["shared.SupplementalDataConfiguration"]):
    """The response of `get_configuration`."""

    supplemental_data_configuration: Optional[shared.SupplementalDataConfiguration] = None
    """The supplemental data of one platform and data type."""


GET_SUPPLEMENTAL_DATA_CONFIGURATION: Operation[GetSupplementalDataConfigurationResponse] = Operation(
    name="get-supplemental-data-configuration",
    method="GET",
    path="/integrations/{platform_key}/dataTypes/{data_type}/supplementalDataConfig",
    request=GetSupplementalDataConfigurationRequest,
    response=GetSupplementalDataConfigurationResponse,
    payload="supplemental_data_configuration",
)
