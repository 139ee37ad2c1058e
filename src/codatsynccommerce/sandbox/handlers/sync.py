"""Syncs of commerce data into the accounting software."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.http import ApiError, HTTPResponse, ValidationItem, json_response
from codatsynccommerce.sandbox.query import parse_date
from codatsynccommerce.sandbox.store import timestamp

if TYPE_CHECKING:
    from datetime import datetime

    from codatsynccommerce.sandbox.routing import Call
    from codatsynccommerce.sandbox.store import Store


def start_latest(store: Store, call: Call) -> HTTPResponse:
    """Start a sync of what is new, up to `syncTo` or now."""
    previous = store.document(call.company_id, "status").get("syncDateRangeUtc", {})
    finish = call.fields.get("syncTo")
    if finish is not None:
        _date("syncTo", finish)
    start = previous.get("finish") or timestamp(0)
    return _start(store, call, {"start": start, "finish": finish or timestamp(call.now)})


def start_historic(store: Store, call: Call) -> HTTPResponse:
    """Start a sync of a past period, which must not overlap one that was synced before."""
    period = call.fields.get("dateRange")
    if period is None:
        item = ValidationItem("dateRange", "is required", "Required")
        raise ApiError(400, "The period is missing.", [item])
    start, finish = (_date(f"dateRange.{name}", period[name]) for name in ("start", "finish"))
    if start >= finish:
        item = ValidationItem("dateRange", "must start before it finishes", "DateRange")
        raise ApiError(400, "The period finishes before it starts.", [item])
    synced = store.collection(call.company_id, "synced periods")
    for earlier in synced.values():
        if start < earlier["finish"] and earlier["start"] < finish:
            item = ValidationItem("dateRange", "overlaps with an earlier one", "DateRange")
            raise ApiError(400, "Date overlaps with a previous sync date range.", [item])
    synced[str(len(synced))] = {"start": start, "finish": finish}
    return _start(store, call, period)


def _start(store: Store, call: Call, period: Record) -> HTTPResponse:
    sync_id = str(uuid.uuid4())
    summary: Record = {
        "companyId": call.company_id,
        "commerceSyncId": sync_id,
        "syncId": sync_id,
        "syncStatusCode": 1000,
        "syncStatus": "In progress",
        "syncUtc": timestamp(call.now),
        "syncDateRangeUtc": period,
        "dataConnections": list(store.collection(call.company_id, "connections").values()),
        "dataPushed": False,
    }
    store.put_document(call.company_id, "status", summary)
    done = {"syncStatusCode": 2000, "syncStatus": "Success", "dataPushed": True}
    store.start_job(call.company_id, "status", "", lambda _now: summary.update(done))
    return json_response(summary)


def _date(name: str, text: str) -> datetime:
    date = parse_date(text)
    if date is None:
        message = f"{name} is not a date: {text!r}."
        raise ApiError(400, message, [ValidationItem(name, "must be a date", "DateTime")])
    return date
