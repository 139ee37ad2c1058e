"""One row of a report: what a user sees of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .outcome import FAILED, PENDING, READY, SENDING, SUCCEEDED, UNKNOWN

Status = Literal["succeeded", "failed", "unknown", "pending", "not sent"]

STATUS: dict[str, Status] = {
    SUCCEEDED: "succeeded",
    FAILED: "failed",
    SENDING: "unknown",
    UNKNOWN: "unknown",
    PENDING: "pending",
    READY: "not sent",
}
"""The status of a record by its state in the journal."""


@dataclass(frozen=True)
class Row:
    """One record.

    Attributes:
        index: Its place in the input, from 0.
        status: `succeeded`, `failed`, `unknown`, `pending` or `not sent`.
        record_id: Id of the new record in the accounting software.
        error: Why it is not there, or not known to be.
        warnings: What the accounting software left out or changed.
        operation_key: Key of its push operation.
        idempotency_key: Key that its request carried.
    """

    index: int
    status: Status
    record_id: str | None
    error: str | None
    warnings: str | None
    operation_key: str | None
    idempotency_key: str
