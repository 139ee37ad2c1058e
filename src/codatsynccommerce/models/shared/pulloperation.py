"""PullOperation. Generated from api/refresh_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import NULLABLE, Model

from .datatype import DataType
from .pulloperationstatus import PullOperationStatus


@dataclass
class PullOperation(Model):
    """One refresh of one data type from a connected platform, with its progress and outcome."""

    company_id: str
    """Identifier (UUID) of the company whose data is fetched."""

    connection_id: str
    """Identifier (UUID) of the connection the data is fetched through."""

    data_type: DataType
    """Data type that is fetched, such as `invoices`."""

    id: str
    """Identifier (UUID) of the pull operation, used as `dataset_id` in `s.refresh_data.get_pull_operation`."""

    is_completed: bool
    """Whether the operation has finished successfully. Cannot be used in `query`."""

    is_errored: bool
    """Whether the operation has ended in an error; see `status` and `error_message` for the cause."""

    progress: int
    """Progress of the operation as a whole number from 0 to 100, in percent."""

    requested: str
    """Time the refresh was requested, as an ISO 8601 string."""

    status: PullOperationStatus
    """Stage or outcome of the operation, such as `Queued`, `Fetching`, `Complete` or `FetchError`."""

    completed: Optional[str] = None
    """Time the operation ended, as an ISO 8601 string. Absent while it runs."""

    error_message: Optional[str] = field(default=None, metadata=NULLABLE)
    """Text of the error that ended the operation. Null if there was none."""

    status_description: Optional[str] = None
    """Remark for people that adds to `status`, for instance that fetching is paused until a given time."""
