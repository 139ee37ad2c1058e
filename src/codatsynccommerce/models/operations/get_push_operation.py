"""Get push operation. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetPushOperationRequest(Request):
    """The request of `get_operation`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    push_operation_key: str
    """Identifier (UUID) of the push operation, as returned by the call that created it."""


@dataclass
class GetPushOperationResponse(Response["shared.PushOperation"]):
    """The response of `get_operation`."""

    push_operation: Optional[shared.PushOperation] = None
    """State and outcome of one write to the accounting software.

    Pushes run in the background, so poll `s.push_data.get_operation` until `status` is no longer `Pending`.
    """


GET_PUSH_OPERATION: Operation[GetPushOperationResponse] = Operation(
    name="get-push-operation",
    method="GET",
    path="/companies/{company_id}/push/{push_operation_key}",
    request=GetPushOperationRequest,
    response=GetPushOperationResponse,
    payload="push_operation",
)
