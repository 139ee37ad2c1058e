"""Push operations as the API would tell of them, and the calls that wait for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codatsynccommerce import utils
from codatsynccommerce.models import shared
from support.recorder import Answer, answered

if TYPE_CHECKING:
    from collections.abc import Iterable

COMPANY, KEY = "8a210b68", "op-1"
ONCE = utils.RetryConfig("none", None)
"""So that one poll is one request."""


def told(status: str, key: str = KEY, **more: Any) -> dict[str, Any]:
    """Give the document of a push operation."""
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
    """Give a push operation as a caller would hold it."""
    return shared.PushOperation.from_dict(told(status, key, **more))


def states(*statuses: str | int) -> list[Answer]:
    """Make the answers of a poll each: a status of the operation, or of the HTTP answer."""
    return [Answer(one) if isinstance(one, int) else answered(told(one)) for one in statuses]


def listed(documents: Iterable[Any], **keys: Any) -> Answer:
    """Make the answer of a list of push operations."""
    rows = list(documents)
    links = {"self": {"href": "/push"}, "current": {"href": "/push"}}
    made = {"results": rows, "pageNumber": 1, "pageSize": 100, "totalResults": len(rows), "_links": links, **keys}
    return Answer(200, json.dumps(made).encode())


def found(*messages: str, kind: str = "errors") -> dict[str, Any]:
    """Make a validation with some findings, each of them `field: what is wrong`."""
    pairs = [one.partition(": ") for one in messages]
    return {kind: [{"itemId": field or None, "message": text} for field, _, text in pairs]}
