"""Push operations: writing records to the accounting software, which checks them by its own rules."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, cast

from codatsynccommerce.sandbox.documents import Json, Record
from codatsynccommerce.sandbox.events import emit_write
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response, validation
from codatsynccommerce.sandbox.recorder import RecordedPush
from codatsynccommerce.sandbox.routing import DATA_TYPES
from codatsynccommerce.sandbox.store import books, timestamp

from .push_options import UNSUPPORTED, model, model_document
from .references import unknown_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store

_REJECT = re.compile(r"\breject\b", re.IGNORECASE)
_TIMEOUT = re.compile(r"\btimeout\b", re.IGNORECASE)


def create(store: Store, call: Call) -> HTTPResponse:
    """Accept a record, and return its push operation, which is pending."""
    data_type = DATA_TYPES.get(call.collection, call.collection)
    connection = _accounting_connection(store, call, data_type)
    if connection["status"] != "Linked":
        message = f"The connection is not linked, but {connection['status']}."
        raise ApiError(403, message)
    if call.body is None:
        raise ApiError(400, "The body is missing.", [ValidationItem("", "is required", "Required")])
    record = call.fields
    problems = model(data_type).problems_with(record)
    warnings = [
        ValidationItem(problem.path, f"{problem.path} is not supported, and will be ignored", "Unsupported")
        for problem in problems
        if problem.reason == UNSUPPORTED and problem.path != "id"  # Used if it is free.
    ]
    key = str(uuid.uuid4())
    operation: Record = {
        "changes": [{"type": "Created", "recordRef": {"dataType": data_type}}],
        "dataType": data_type,
        "companyId": call.company_id,
        "pushOperationKey": key,
        "dataConnectionKey": connection["id"],
        "requestedOnUtc": timestamp(call.now),
        "status": "Pending",
        "statusCode": 202,
        "validation": validation(warnings=warnings),
    }
    minutes = call.integer("timeoutInMinutes")
    if minutes is not None:
        operation["timeoutInMinutes"] = minutes
    errors = [
        ValidationItem(problem.path, problem.reason, "Model") for problem in problems if problem.reason != UNSUPPORTED
    ]
    synced = call.query.get("allowSyncOnPushComplete", "true").lower() == "true"
    store.collection(call.company_id, "push")[key] = operation
    store.start_job(
        call.company_id,
        "push",
        key,
        lambda now: _finish(store, operation, record, errors, call.collection, synced=synced, now=now),
    )
    store.recorder.add_push(RecordedPush(call.idempotency_key, key, call.company_id, data_type, record))
    return json_response(operation)


def options(store: Store, call: Call) -> HTTPResponse:
    """Return what the accounting software requires of a record."""
    data_type = call.values["dataType"]
    connection = _accounting_connection(store, call, data_type)
    document = model_document(data_type)
    if document is None:
        raise _unsupported(data_type, connection)
    return json_response(document)


def _finish(
    store: Store,
    operation: Record,
    record: Record,
    errors: list[ValidationItem],
    collection: str,
    *,
    synced: bool,
    now: float,
) -> None:
    company_id = operation["companyId"]
    operation["completedOnUtc"] = timestamp(now)
    texts = list(_texts(record, ""))
    errors = [
        *errors,
        *unknown_references(store, company_id, record),
        *(ValidationItem(path, f"{path} was rejected", "Sandbox") for path, text in texts if _REJECT.search(text)),
    ]
    if errors:
        operation["validation"]["errors"] = [item.document() for item in errors]
        message = f"The accounting software rejected the record. Correlation ID: {uuid.uuid4().hex}"
        operation.update(status="Failed", statusCode=400, errorMessage=message)
    elif any(_TIMEOUT.search(text) for _, text in texts):
        message = "The accounting software did not respond in time."
        operation.update(status="TimedOut", statusCode=408, errorMessage=message)
    else:
        record_id = _write(store, company_id, collection, record, synced=synced, now=now)
        operation.update(status="Success", statusCode=200)
        operation["changes"][0]["recordRef"]["id"] = record_id
    emit_write(store, operation, now)


def _write(store: Store, company_id: str, collection: str, record: Record, *, synced: bool, now: float) -> str:
    """Write a record into the books and, where the push is followed by a sync, make it readable."""
    written = store.collection(company_id, books(collection))
    wanted = record.get("id")  # A few platforms accept an id from the caller, as long as it is free.
    record_id = wanted if wanted and wanted not in written else str(uuid.uuid4())
    dates = {"modifiedDate": timestamp(now), "sourceModifiedDate": timestamp(now)}
    written[record_id] = {**record, "id": record_id, **dates}
    if synced:
        store.collection(company_id, collection)[record_id] = written[record_id]
    return str(record_id)


def _accounting_connection(store: Store, call: Call, data_type: str) -> Record:
    connection = store.connection(call.company_id, call.values["connectionId"])
    if connection["sourceType"] != "Accounting":
        raise _unsupported(data_type, connection)
    return connection


def _unsupported(data_type: str, connection: Record) -> ApiError:
    return ApiError(404, f"Datatype {data_type} not supported by platform(s) {connection['platformName']}.")


def _texts(value: Json, path: str) -> Iterator[tuple[str, str]]:
    """Yield every text in a record with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, item in cast("Record", value).items():
            yield from _texts(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[Json]", value)):
            yield from _texts(item, f"{path}[{index}]")
