"""SyncSummary. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .connection import Connection
from .daterange import DateRange


@dataclass
class SyncSummary(Model):
    """State and result of a sync of commerce data to the accounting software."""

    commerce_sync_id: Optional[str] = None
    """Identifier (UUID) of the sync."""

    company_id: Optional[str] = None
    """Identifier (UUID) of the company that is synced."""

    data_connections: Optional[List[Connection]] = field(default=None, metadata=NULLABLE)
    """Connections that take part in the sync, normally one commerce and one accounting connection."""

    data_pushed: Optional[bool] = None
    """Whether the sync wrote anything to the accounting software. A successful sync without new data has `false`."""

    error_message: Optional[str] = field(default=None, metadata=NULLABLE)
    """Text that says why the sync failed. Null if it did not."""

    sync_date_range_utc: Optional[DateRange] = None
    """Period of commerce data that the sync covers, in UTC."""

    sync_exception_message: Optional[str] = field(default=None, metadata=NULLABLE)
    """Technical detail of the failure, for support. Null if there was none."""

    sync_status: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the state in text, such as `Pending` or `ValidateError`. Belongs to `sync_status_code`."""

    sync_status_code: Optional[int] = None
    """Numeric state of the sync: 1000 to 1010 running, 2000 done with data written, 2040 done without, 4000 and
    up failed.
    """

    sync_utc: Optional[str] = None
    """Time of the sync in UTC, as an ISO 8601 string."""

    sync_id: Optional[str] = None
    """Identifier (UUID) of the sync in its newer form. Absent where Sync for Commerce v1 responds."""
