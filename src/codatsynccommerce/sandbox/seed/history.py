"""What has happened before: data that was read, a customer that was pushed, a sync that went well."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from .ids import ACCOUNTING, COMMERCE, COMPANY, LAST_SYNC

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Record, State

_READ = (
    ("chartOfAccounts", ACCOUNTING),
    ("bankAccounts", ACCOUNTING),
    ("company", ACCOUNTING),
    ("commerce-customers", COMMERCE),
    ("commerce-orders", COMMERCE),
    ("commerce-payments", COMMERCE),
    ("commerce-products", COMMERCE),
    ("commerce-transactions", COMMERCE),
)


def fill_history(state: State) -> None:
    """Add all of it."""
    statuses: Record = state.document(COMPANY, "dataStatus")
    history = state.collection(COMPANY, "history")
    for data_type, connection_id in _READ:
        pull_id = "61" if not history else str(uuid.uuid5(uuid.NAMESPACE_OID, data_type))
        history[pull_id] = {
            "id": pull_id,
            "companyId": COMPANY,
            "connectionId": connection_id,
            "dataType": data_type,
            "status": "Complete",
            "requested": "2023-09-01T01:58:00Z",
            "completed": LAST_SYNC,
            "progress": 100,
            "isCompleted": True,
            "isErrored": False,
        }
        statuses[data_type] = {
            "dataType": data_type,
            "currentStatus": "Complete",
            "lastSuccessfulSync": LAST_SYNC,
            "latestSyncId": pull_id,
            "latestSuccessfulSyncId": pull_id,
        }
    # The API says of some data types only that they exist.
    statuses["balanceSheet"] = None
    state.collection(COMPANY, "push")["61"] = {
        "changes": [{"type": "Created", "recordRef": {"dataType": "customers", "id": "61"}}],
        "dataType": "customers",
        "companyId": COMPANY,
        "pushOperationKey": "61",
        "dataConnectionKey": ACCOUNTING,
        "requestedOnUtc": "2023-09-01T09:00:00.1234567Z",
        "completedOnUtc": "2023-09-01T09:00:04.7654321Z",
        "status": "Success",
        "statusCode": 200,
        "validation": {"errors": [], "warnings": []},
    }
    state.document(COMPANY, "status").update(
        commerceSyncId=str(uuid.uuid5(uuid.NAMESPACE_OID, "sync")),
        syncStatusCode=2000,
        syncStatus="Success",
        syncUtc=LAST_SYNC,
        syncDateRangeUtc={"start": "2023-08-31T00:00:00Z", "finish": "2023-09-01T00:00:00Z"},
        dataConnections=list(state.collection(COMPANY, "connections").values()),
        dataPushed=True,
    )
