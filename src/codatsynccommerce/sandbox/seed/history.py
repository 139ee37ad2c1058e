"""The history of a new sandbox: data that was read, a customer that was pushed, a sync that succeeded."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record

from .ids import ACCOUNTING, COMMERCE, COMPANY, LAST_SYNC, PULL_OPERATION, PUSH_OPERATION

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Store

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


def fill_history(store: Store) -> None:
    """Add the pull operations, the push operation and the sync."""
    statuses: Record = store.document(COMPANY, "dataStatus")
    history = store.collection(COMPANY, "history")
    for data_type, connection_id in _READ:
        pull_id = PULL_OPERATION if not history else str(uuid.uuid5(uuid.NAMESPACE_OID, data_type))
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
    # The API lists some data types without a status.
    statuses["balanceSheet"] = None
    store.collection(COMPANY, "push")[PUSH_OPERATION] = {
        "changes": [{"type": "Created", "recordRef": {"dataType": "customers", "id": "61"}}],
        "dataType": "customers",
        "companyId": COMPANY,
        "pushOperationKey": PUSH_OPERATION,
        "dataConnectionKey": ACCOUNTING,
        "requestedOnUtc": "2023-09-01T09:00:00.1234567Z",
        "completedOnUtc": "2023-09-01T09:00:04.7654321Z",
        "status": "Success",
        "statusCode": 200,
        "validation": {"errors": [], "warnings": []},
    }
    store.document(COMPANY, "status").update(
        commerceSyncId=str(uuid.uuid5(uuid.NAMESPACE_OID, "sync")),
        syncStatusCode=2000,
        syncStatus="Success",
        syncUtc=LAST_SYNC,
        syncDateRangeUtc={"start": "2023-08-31T00:00:00Z", "finish": "2023-09-01T00:00:00Z"},
        dataConnections=list(store.collection(COMPANY, "connections").values()),
        dataPushed=True,
    )
