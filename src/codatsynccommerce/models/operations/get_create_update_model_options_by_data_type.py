"""Get create model. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCreateUpdateModelOptionsByDataTypeRequest(Request):
    """The request of `get_create_update_model_options_by_data_type`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    data_type: shared.DataType
    """Kind of record, as a data type. Accounts are `chartOfAccounts`, though they are pushed to `accounts`."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            connection_id: str,
            data_type: Union[shared.DataType, str],
        ) -> None: ...


@dataclass
class GetCreateUpdateModelOptionsByDataTypeResponse(Response["shared.PushOption"]):
    """The response of `get_create_update_model_options_by_data_type`."""

    push_option: Optional[shared.PushOption] = None
    """Model of a record that can be created through the integration."""


GET_CREATE_UPDATE_MODEL_OPTIONS_BY_DATA_TYPE: Operation[GetCreateUpdateModelOptionsByDataTypeResponse] = Operation(
    name="get-create-update-model-options-by-data-type",
    method="GET",
    path="/companies/{company_id}/connections/{connection_id}/options/{data_type}",
    request=GetCreateUpdateModelOptionsByDataTypeRequest,
    response=GetCreateUpdateModelOptionsByDataTypeResponse,
    payload="push_option",
)
