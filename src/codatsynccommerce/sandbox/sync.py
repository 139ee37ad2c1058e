"""Syncs of commerce data into the books, and how they are configured."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from .responses import Answer, Finding, Problem, answer
from .store import stamp

if TYPE_CHECKING:
    from .routes import Call
    from .store import Record, State


def latest(state: State, call: Call) -> Answer:
    """Sync what is new, up to `syncTo` or now."""
    before = state.document(call.company_id, "status").get("syncDateRangeUtc", {})
    finish = call.fields.get("syncTo") or stamp(call.now)
    return _sync(state, call, {"start": before.get("finish") or stamp(0), "finish": finish})


def historic(state: State, call: Call) -> Answer:
    """Sync a range of days."""
    if "dateRange" not in call.fields:
        raise Problem(400, "The range of days is missing.", [Finding("dateRange", "is required", "Required")])
    return _sync(state, call, call.fields["dateRange"])


def configure(state: State, call: Call) -> Answer:
    """Save a configuration whole, unknown properties included."""
    if call.body is None:
        return answer(state.document(call.company_id, "commerce"))
    return answer(state.store(call.company_id, "commerce", call.body))


def _sync(state: State, call: Call, days: Record) -> Answer:
    summary: Record = {
        "companyId": call.company_id,
        "commerceSyncId": str(uuid.uuid4()),
        "syncStatusCode": 1000,
        "syncStatus": "In progress",
        "syncUtc": stamp(call.now),
        "syncDateRangeUtc": days,
        "dataConnections": list(state.collection(call.company_id, "connections").values()),
        "dataPushed": False,
    }
    state.store(call.company_id, "status", summary)
    done = {"syncStatusCode": 2000, "syncStatus": "Success", "dataPushed": True}
    state.run(call.company_id, "status", "", lambda _now: summary.update(done))
    return answer(summary)
