"""Refreshes: data read anew from the platforms, each told by a pull operation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.models import shared

from .push import DATA_TYPES
from .responses import Answer, Problem, answer
from .routes import all_operations
from .store import stamp

if TYPE_CHECKING:
    from .routes import Call
    from .store import Record, State

_FIRST = ("chartOfAccounts", "bankAccounts", "company", "customers", "taxRates", "commerce-orders")
"""Data types that are read when a company is first linked."""


def everything(state: State, call: Call) -> Answer:
    """Read all that is read when a company is first linked."""
    for connection in list(state.collection(call.company_id, "connections").values()):
        for data_type in _FIRST:
            if _source(data_type) == connection["sourceType"]:
                _pull(state, call, connection, data_type)
    return answer(status=204)


def company_info(state: State, call: Call) -> Answer:
    """Read the company's own details. The answer is the older twin of a pull operation."""
    pull = _pull(state, call, _connection(state, call, "company"), "company")
    logs = f"https://api.codat.io/companies/{call.company_id}/data/history/{pull['id']}/logs"
    return answer({**pull, "datasetLogsUrl": logs})


def one(state: State, call: Call) -> Answer:
    """Read one data type."""
    data_type = call.values["data_type"]
    if not shared.DataType(data_type).is_known:
        raise Problem(404, f"There is no data type {data_type!r}.")
    return answer(_pull(state, call, _connection(state, call, data_type), data_type))


def _connection(state: State, call: Call, data_type: str) -> Record:
    """Give the connection that is meant: the one that is named, or the first of the right kind."""
    if "connectionId" in call.query:
        return state.connection(call.company_id, call.query["connectionId"])
    every = state.collection(call.company_id, "connections").values()
    found = [connection for connection in every if connection["sourceType"] == _source(data_type)]
    if not found:
        raise Problem(404, f"Datatype {data_type} not supported by any platform of the company.")
    return found[0]


def _source(data_type: str) -> str:
    family, _, rest = data_type.partition("-")
    return family.capitalize() if rest else "Accounting"


def _pull(state: State, call: Call, connection: Record, data_type: str) -> Record:
    pull: Record = {
        "id": str(uuid.uuid4()),
        "companyId": call.company_id,
        "connectionId": connection["id"],
        "dataType": data_type,
        "status": "Queued",
        "requested": stamp(call.now),
        "progress": 0,
        "isCompleted": False,
        "isErrored": False,
    }
    state.collection(call.company_id, "history")[pull["id"]] = pull
    state.run(call.company_id, "history", pull["id"], lambda now: _finish(state, pull, now))
    _prepare(state, call.company_id, data_type)
    return pull


def _finish(state: State, pull: Record, now: float) -> None:
    pull.update(status="Complete", progress=100, isCompleted=True, completed=stamp(now))
    statuses = state.document(pull["companyId"], "dataStatus")
    statuses[pull["dataType"]] = {
        "dataType": pull["dataType"],
        "currentStatus": "Complete",
        "lastSuccessfulSync": stamp(now),
        "latestSyncId": pull["id"],
        "latestSuccessfulSyncId": pull["id"],
    }


def _prepare(state: State, company_id: str, data_type: str) -> None:
    """Make the data of a new company readable, empty as it is."""
    for operation in all_operations():
        name = operation.path.rpartition("/")[2]
        if operation.is_paginated and "/data/" in operation.path and DATA_TYPES.get(name, name) == data_type:
            state.collection(company_id, name)
