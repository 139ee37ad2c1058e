"""Set configuration. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class SetSupplementalDataConfigurationRequest(Request):
    """The request of `set_configuration`."""

    data_type: shared.DataType
    """Data type that the configuration applies to, such as `customers`."""

    platform_key: str
    """Four-letter key of the platform, such as `gbol` for Xero, as returned by `s.integrations.list_integrations`."""

    supplemental_data_configuration: Optional[shared.SupplementalDataConfiguration] = None
    """The supplemental data to read and write, by names of your choice."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            data_type: Union[shared.DataType, str],
            platform_key: str,
            supplemental_data_configuration: Optional[
                Union[shared.SupplementalDataConfiguration, Mapping[str, Any]]
            ] = None,
        ) -> None: ...


@dataclass
class SetSupplementalDataConfigurationResponse(Response["shared.SupplementalDataConfiguration"]):
    """The response of `set_configuration`."""

    supplemental_data_configuration: Optional[shared.SupplementalDataConfiguration] = None
    """The configuration as it was saved."""


SET_SUPPLEMENTAL_DATA_CONFIGURATION: Operation[SetSupplementalDataConfigurationResponse] = Operation(
    name="set-supplemental-data-configuration",
    method="PUT",
    path="/integrations/{platform_key}/dataTypes/{data_type}/supplementalDataConfig",
    body="supplemental_data_configuration",
    request=SetSupplementalDataConfigurationRequest,
    response=SetSupplementalDataConfigurationResponse,
    payload="supplemental_data_configuration",
    may_be_empty=True,
)
