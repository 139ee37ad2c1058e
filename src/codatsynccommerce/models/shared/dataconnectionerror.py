"""DataConnectionError. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .dataconnectionerrorstatus import DataConnectionErrorStatus


@dataclass
class DataConnectionError(Model):
    """One error that occurred while Codat used a connection to reach the platform."""

    errored_on_utc: Optional[str] = None
    """Time of the error in UTC, as an ISO 8601 string."""

    error_message: Optional[str] = None
    """Detailed text of the error, meant for people. Not a stable value to branch on."""

    status_code: Optional[str] = None
    """Status code of the error, sent as a string, not as a number."""

    status_text: Optional[str] = None
    """Short name that goes with `status_code`."""

    resolved_on_utc: Optional[str] = None
    """Time in UTC at which a transient error was cleared, as an ISO 8601 string.

    Absent or null while `status` is not `Resolved`.
    """

    status: Optional[DataConnectionErrorStatus] = None
    """State of a transient error: `Active` while it persists, `Resolved` once it has gone.

    Null when the error is not of the transient kind.
    """
