"""Refreshes: reading data from the platforms again, each with its pull operation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.description import operations
from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.events import emit_read
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, json_response
from codatsynccommerce.sandbox.routing import DATA_TYPES
from codatsynccommerce.sandbox.store import books, timestamp

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store

_ON_FIRST_LINK = ("chartOfAccounts", "bankAccounts", "company", "customers", "taxRates", "commerce-orders")
"""Data types that are read when a company is first linked."""


def refresh_all(store: Store, call: Call) -> HTTPResponse:
    """Read all that is read when a company is first linked."""
    for connection in list(store.collection(call.company_id, "connections").values()):
        for data_type in _ON_FIRST_LINK:
            if connection["status"] == "Linked" and _source_type(data_type) == connection["sourceType"]:
                _pull(store, call, connection, data_type)
    return json_response(status=204)


def refresh_company_info(store: Store, call: Call) -> HTTPResponse:
    """Read the company's own details. The response is the older form of a pull operation."""
    pull = _pull(store, call, _connection(store, call, "company"), "company")
    logs = f"https://api.codat.io/companies/{call.company_id}/data/history/{pull['id']}/logs"
    return json_response({**pull, "datasetLogsUrl": logs})


def refresh_data_type(store: Store, call: Call) -> HTTPResponse:
    """Read one data type."""
    data_type = call.values["dataType"]
    return json_response(_pull(store, call, _connection(store, call, data_type), data_type))


def _connection(store: Store, call: Call, data_type: str) -> Record:
    """Return the connection that the query names, or the first that has the data type."""
    connections = store.collection(call.company_id, "connections")
    if "connectionId" in call.query:
        connections = {"": store.connection(call.company_id, call.query["connectionId"])}
    for connection in connections.values():
        if connection["sourceType"] == _source_type(data_type):
            return connection
    platforms = ", ".join(connection["platformName"] for connection in connections.values())
    message = f"Datatype {data_type} not supported by platform(s) {platforms}."
    raise ApiError(404, message)


def _source_type(data_type: str) -> str:
    family, _, rest = data_type.partition("-")
    return family.capitalize() if rest else "Accounting"


def _pull(store: Store, call: Call, connection: Record, data_type: str) -> Record:
    pull: Record = {
        "id": str(uuid.uuid4()),
        "companyId": call.company_id,
        "connectionId": connection["id"],
        "dataType": data_type,
        "status": "Queued",
        "requested": timestamp(call.now),
        "progress": 0,
        "isCompleted": False,
        "isErrored": False,
    }
    store.collection(call.company_id, "history")[pull["id"]] = pull
    linked = connection["status"] == "Linked"
    finish = _finish if linked else _fail
    store.start_job(call.company_id, "history", pull["id"], lambda now: finish(store, pull, now))
    return pull


def _finish(store: Store, pull: Record, now: float) -> None:
    company_id, data_type = pull["companyId"], pull["dataType"]
    pull.update(status="Complete", progress=100, isCompleted=True, completed=timestamp(now))
    statuses = store.document(company_id, "dataStatus")
    is_first = not statuses
    statuses[data_type] = {
        "dataType": data_type,
        "currentStatus": "Complete",
        "lastSuccessfulSync": timestamp(now),
        "latestSyncId": pull["id"],
        "latestSuccessfulSyncId": pull["id"],
    }
    for operation in operations():
        name = operation.segments[-1]
        if "data" in operation.segments and DATA_TYPES.get(name, name) == data_type:
            _copy_from_books(store, company_id, name, is_list=operation.row is not None)
    emit_read(store, pull, now, is_first=is_first)


def _fail(store: Store, pull: Record, now: float) -> None:
    pull.update(
        status="AuthError",
        progress=100,
        isCompleted=True,
        isErrored=True,
        completed=timestamp(now),
        errorMessage="The connection is not linked.",
    )
    status = store.document(pull["companyId"], "dataStatus").get(pull["dataType"])
    if status:
        status.update(currentStatus="AuthError", latestSyncId=pull["id"])
    emit_read(store, pull, now, is_first=False)


def _copy_from_books(store: Store, company_id: str, name: str, *, is_list: bool) -> None:
    """Make the data of the platform readable. Lists of a new company are empty where the platform holds nothing."""
    if is_list:
        store.collection(company_id, name).update(store.collection(company_id, books(name)))
    elif store.has_document(company_id, books(name)):
        store.put_document(company_id, name, store.document(company_id, books(name)))
