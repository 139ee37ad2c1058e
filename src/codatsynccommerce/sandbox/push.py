"""Push operations: records on their way into the accounting software."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, cast

from .recorder import Created
from .responses import Answer, Finding, Problem, answer, validation
from .store import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .routes import Call
    from .store import Record, State

DATA_TYPES = {"accounts": "chartOfAccounts"}
"""Data types that are not called as the path that creates them."""

_REJECT = re.compile(r"\breject\b", re.IGNORECASE)
_TIME_OUT = re.compile(r"\btimeout\b", re.IGNORECASE)


def create(state: State, call: Call) -> Answer:
    """Take a record: answer with a push operation that is pending."""
    connection = state.connection(call.company_id, call.values["connection_id"])
    data_type = DATA_TYPES.get(call.collection, call.collection)
    if connection["sourceType"] != "Accounting":
        raise Problem(404, f"Datatype {data_type} not supported by platform {connection['platformName']}.")
    if connection["status"] != "Linked":
        raise Problem(403, f"The connection is not linked, but {connection['status']}.")
    if call.body is None:
        raise Problem(400, "The body is missing.", [Finding("", "The record to create is missing", "Required")])
    record = call.fields
    key = str(uuid.uuid4())
    operation: Record = {
        "changes": [{"type": "Created", "recordRef": {"dataType": data_type}}],
        "dataType": data_type,
        "companyId": call.company_id,
        "pushOperationKey": key,
        "dataConnectionKey": connection["id"],
        "requestedOnUtc": stamp(call.now),
        "status": "Pending",
        "statusCode": 202,
        "validation": validation(warnings=call.warnings),
    }
    minutes = call.whole("timeoutInMinutes")
    if minutes is not None:
        operation["timeoutInMinutes"] = minutes
    state.collection(call.company_id, "push")[key] = operation
    written = state.collection(call.company_id, call.collection)
    state.run(call.company_id, "push", key, lambda now: _finish(operation, record, written, now))
    state.journal.create(Created(call.key, key, call.company_id, data_type, record))
    return answer(operation)


def _finish(operation: Record, record: Record, written: dict[str, Record], now: float) -> None:
    """Say how a push operation ends, as the texts of its record ask."""
    operation["completedOnUtc"] = stamp(now)
    texts = list(_texts(record, ""))
    rejected = [Finding(path, f"{path} was rejected", "Sandbox") for path, text in texts if _REJECT.search(text)]
    if rejected:
        operation["validation"]["errors"] = [one.document() for one in rejected]
        words = "The accounting software rejected the record."
        operation.update(status="Failed", statusCode=400, errorMessage=f"{words} Correlation ID: {uuid.uuid4().hex}")
    elif any(_TIME_OUT.search(text) for _, text in texts):
        words = "The accounting software did not answer in time."
        operation.update(status="TimedOut", statusCode=408, errorMessage=words)
    else:
        # A few platforms take the caller's id, as long as it is free.
        wanted = record.get("id")
        record_id = wanted if wanted and wanted not in written else str(uuid.uuid4())
        dates = {"modifiedDate": stamp(now), "sourceModifiedDate": stamp(now)}
        written[record_id] = {**record, "id": record_id, **dates}
        operation.update(status="Success", statusCode=200)
        operation["changes"][0]["recordRef"]["id"] = record_id


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, one in cast("Record", value).items():
            yield from _texts(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, one in enumerate(cast("list[Any]", value)):
            yield from _texts(one, f"{path}[{index}]")
