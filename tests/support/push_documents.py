"""Push operations as the API would send them, and the calls that wait for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codatsynccommerce import utils
from codatsynccommerce.models import shared
from support.recorder import StubResponse, json_response

if TYPE_CHECKING:
    from collections.abc import Iterable

COMPANY, KEY = "8a210b68", "op-1"
ONCE = utils.RetryConfig("none", None)
"""So that one poll is one request."""


def push_document(status: str, key: str = KEY, **more: Any) -> dict[str, Any]:
    """Return the document of a push operation."""
    done = {} if status == "Pending" else {"completedOnUtc": "2023-09-01T10:00:03Z"}
    return {
        "companyId": COMPANY,
        "dataConnectionKey": "2e9d2c44",
        "pushOperationKey": key,
        "requestedOnUtc": "2023-09-01T10:00:00Z",
        "dataType": "customers",
        "status": status,
        "statusCode": {"Pending": 202, "Success": 200}.get(status, 400),
        **done,
        **more,
    }


def operation(status: str, key: str = KEY, **more: Any) -> shared.PushOperation:
    """Return a push operation as a caller would hold it."""
    return shared.PushOperation.from_dict(push_document(status, key, **more))


def states(*statuses: str | int) -> list[StubResponse]:
    """Return a response for each poll, from the status of the operation or of the response."""
    return [StubResponse(one) if isinstance(one, int) else json_response(push_document(one)) for one in statuses]


def listed(documents: Iterable[Any], **keys: Any) -> StubResponse:
    """Return the response that lists push operations."""
    rows = list(documents)
    links = {"self": {"href": "/push"}, "current": {"href": "/push"}}
    made = {"results": rows, "pageNumber": 1, "pageSize": 100, "totalResults": len(rows), "_links": links, **keys}
    return StubResponse(200, json.dumps(made).encode())


def found(*messages: str, kind: str = "errors") -> dict[str, Any]:
    """Make a validation with some findings, each of them `field: what is wrong`."""
    pairs = [one.partition(": ") for one in messages]
    return {kind: [{"itemId": field or None, "message": text} for field, _, text in pairs]}
