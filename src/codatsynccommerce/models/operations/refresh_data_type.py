"""Refresh data type. Generated from api/refresh_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class RefreshDataTypeRequest(Request):
    """The request of `by_data_type`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    data_type: shared.DataType
    """Key of the data type to refresh, such as `invoices`.

    Accounts are `chartOfAccounts` and company details `company`.
    """

    connection_id: Optional[str] = None
    """Identifier (UUID) of the connection to refresh. Optional; narrows the refresh to that connection."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            data_type: Union[shared.DataType, str],
            connection_id: Optional[str] = None,
        ) -> None: ...


@dataclass
class RefreshDataTypeResponse(Response["shared.PullOperation"]):
    """The response of `by_data_type`."""

    pull_operation: Optional[shared.PullOperation] = None
    """One refresh of one data type from a connected platform, with its progress and outcome."""


REFRESH_DATA_TYPE: Operation[RefreshDataTypeResponse] = Operation(
    name="refresh-data-type",
    method="POST",
    path="/companies/{company_id}/data/queue/{data_type}",
    query={"connection_id": "connectionId"},
    request=RefreshDataTypeRequest,
    response=RefreshDataTypeResponse,
    payload="pull_operation",
)
