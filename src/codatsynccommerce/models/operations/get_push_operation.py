"""Generated from api/push_data.yaml by `make generate`: get-push-operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetPushOperationRequest:
    """What `get_operation` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
        push_operation_key: Identifier (UUID) of the push operation, as returned by the call that created it.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """

    push_operation_key: str
    """Identifier (UUID) of the push operation, as returned by the call that created it."""


@dataclass
class GetPushOperationResponse(Response):
    """What `get_operation` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    push_operation: Optional[shared.PushOperation] = None
    """State and outcome of one write to the accounting software.

    Pushes run in the background, so poll `s.push_data.get_operation` until `status` is no longer `Pending`.
    """

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_PUSH_OPERATION: Operation[GetPushOperationResponse] = Operation(
    name="get-push-operation",
    method="GET",
    path="/companies/{company_id}/push/{push_operation_key}",
    request=GetPushOperationRequest,
    response=GetPushOperationResponse,
    payload="push_operation",
)
