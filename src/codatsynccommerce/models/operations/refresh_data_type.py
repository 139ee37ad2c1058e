"""Generated from api/refresh_data.yaml by `make generate`: refresh-data-type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class RefreshDataTypeRequest:
    """What `by_data_type` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        data_type: Key of the data type to refresh, such as `invoices`. Accounts are `chartOfAccounts` and company
            details `company`.
        connection_id: Identifier (UUID) of the connection to refresh. Optional; narrows the refresh to that
            connection.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    data_type: shared.DataType
    """Key of the data type to refresh, such as `invoices`.

    Accounts are `chartOfAccounts` and company details `company`.
    """

    connection_id: Optional[str] = None
    """Identifier (UUID) of the connection to refresh. Optional; narrows the refresh to that connection."""


@dataclass
class RefreshDataTypeResponse(Response):
    """What `by_data_type` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    pull_operation: Optional[shared.PullOperation] = None
    """One refresh of one data type from a connected platform, with its progress and outcome."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried."""


REFRESH_DATA_TYPE: Operation[RefreshDataTypeResponse] = Operation(
    name="refresh-data-type",
    method="POST",
    path="/companies/{company_id}/data/queue/{data_type}",
    query={"connection_id": "connectionId"},
    request=RefreshDataTypeRequest,
    response=RefreshDataTypeResponse,
    payload="pull_operation",
)
