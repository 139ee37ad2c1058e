"""One row of a report: what a user sees of a record."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from .rules import FAILED, PENDING, READY, SENDING, SUCCEEDED, TIMED_OUT

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["succeeded", "failed", "unknown", "pending", "not sent"]

STATUS: Mapping[str, Status] = {
    SUCCEEDED: "succeeded",
    FAILED: "failed",
    SENDING: "unknown",
    TIMED_OUT: "unknown",
    PENDING: "pending",
    READY: "not sent",
}
"""The status of a record by its state in the journal."""


@dataclass(frozen=True)
class Row:
    """One record of a report.

    Attributes:
        index: Its place in the input, from 0.
        status: `succeeded`, `failed`, `unknown`, `pending` or `not sent`.
        record_id: Id of the new record in the accounting software.
        error: Why it was not created, or why its outcome is unknown.
        warnings: What the accounting software left out or changed.
        operation_key: Key of its push operation.
        idempotency_key: Key that its request carried.
        candidates: Keys of the push operations that may have created an unknown record, oldest first, 20 at most. They
            belong to the same company and to no other record; none of them is proved to have created this one.
        resolved: Whether a person decided its status with `Report.resolve`.
        line: Line of the file on which the record begins, if the input was `requests_from_csv`; else None.
        operation: Name of the operation that creates it, such as `create-accounting-customer`, if its journal is in a
            database and may hold records of several operations; else None.
    """

    index: int
    status: Status
    record_id: str | None
    error: str | None
    warnings: str | None
    operation_key: str | None
    idempotency_key: str
    candidates: tuple[str, ...] = ()
    resolved: bool = False
    line: int | None = None
    operation: str | None = None


def csv_values(row: Row) -> list[object]:
    """Return the values of a row for a CSV file, in the order of its fields."""
    names = [field.name for field in fields(row)]
    return [" ".join(row.candidates) if name == "candidates" else getattr(row, name) for name in names]
