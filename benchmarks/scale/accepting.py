"""Responses to pushes that have succeeded at once, for the company that each request names."""

from __future__ import annotations

import json
import uuid
from typing import Any

from benchmarks.customer import COMPANY, CONNECTION, CUSTOMER, RESPONSE

_KEY = "00000000-0000-4000-8000-000000000000"
_FINISHED: dict[str, Any] = {
    **json.loads(RESPONSE),
    "changes": [{"type": "Created", "recordRef": {"id": _KEY, "dataType": "customers"}}],
    "pushOperationKey": _KEY,
    "completedOnUtc": "2022-10-23T10:00:01.000Z",
    "status": "Success",
    "statusCode": 200,
}
_TEMPLATE = json.dumps(_FINISHED, separators=(",", ":"))
_HISTORY = b'{"pageNumber":1,"pageSize":1,"totalResults":0,"results":[],"_links":{}}'


def company(number: int) -> tuple[str, str]:
    """Return the ids of a company and of its connection."""
    return f"{number:08x}{COMPANY[8:]}", f"{number:08x}{CONNECTION[8:]}"


def body_for(method: str, path: str) -> bytes:
    """Return the body of the response to a request: an empty page of history, or a push that has succeeded."""
    if method == "GET":
        return _HISTORY
    _, _, company_id, _, connection_id, *_ = path.split("/")
    text = _TEMPLATE.replace(COMPANY, company_id).replace(CONNECTION, connection_id)
    return text.replace(_KEY, str(uuid.uuid4())).encode()


def request(number: int, companies: int) -> Any:
    """Return the request of a record, one company after the other in turn."""
    from codatsynccommerce.models import operations, shared  # noqa: PLC0415 - the server does not need it

    customer = shared.AccountingCustomer.from_dict({**CUSTOMER, "customerName": f"Customer {number}"})
    return operations.CreateAccountingCustomerRequest(*company(number % companies), customer)
