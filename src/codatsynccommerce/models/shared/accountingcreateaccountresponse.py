"""AccountingCreateAccountResponse. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .accountingaccount import AccountingAccount
from .datatype import DataType
from .pushoperationchange import PushOperationChange
from .pushoperationstatus import PushOperationStatus
from .validation import Validation


@dataclass
class AccountingCreateAccountResponse(Model):
    """Push operation that creates an account in the accounting software, with its progress, outcome and
    validation messages.
    """

    company_id: str
    """Identifier (UUID) of the company whose accounting software is written to."""

    data_connection_key: str
    """Identifier (UUID) of the connection used for the write, equal to the `connection_id` of the request."""

    push_operation_key: str
    """Identifier (UUID) of the push operation, created by the server. Use it with `s.push_data.get_operation`."""

    requested_on_utc: str
    """Time the push was requested, in UTC, as an ISO 8601 string with up to seven decimals of a second."""

    status: PushOperationStatus
    """State of the push: `Pending`, `Success`, `Failed` or `TimedOut`."""

    status_code: int
    """HTTP-like code of the outcome inside the body: 202 while pending, 200 on success, 400 on failed validation.

    Not the HTTP status of the response.
    """

    changes: Optional[List[PushOperationChange]] = field(default=None, metadata=NULLABLE)
    """Changes made or planned in the accounting software.

    Can be filled while pending, so judge success by `status` only.
    """

    completed_on_utc: Optional[str] = None
    """Time the push ended, in UTC, as an ISO 8601 string. Null or absent while `status` is `Pending`."""

    data: Optional[AccountingAccount] = field(default=None, metadata=NULLABLE)
    """Echo of the account that was sent, deprecated and no longer returned; take the new id from
    `changes[].record_ref` instead.
    """

    data_type: Optional[DataType] = None
    """Data type that is written, such as `invoices`."""

    error_message: Optional[str] = field(default=None, metadata=NULLABLE)
    """Reason why the push failed, often with a correlation ID for support. Null if there was no failure."""

    timeout_in_minutes: Optional[int] = field(default=None, metadata=NULLABLE)
    """Minutes after which an unfinished push is marked `TimedOut`. Null when the request set no limit."""

    timeout_in_seconds: Optional[int] = field(default=None, metadata=NULLABLE)
    """Time limit of the push in seconds. Deprecated in favour of `timeout_in_minutes`."""

    validation: Optional[Validation] = None
    """Errors and warnings found while checking the record.

    Warnings can appear on successful pushes, for instance for ignored fields.
    """
