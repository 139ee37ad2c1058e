"""DataStatus. Generated from api/refresh_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .datatype import DataType


@dataclass
class DataStatus(Model):
    """Freshness of one data type of a company. A type that was never synced may come with `data_type` alone."""

    current_status: str
    """State of the latest sync of the data type, one of the pull operation statuses such as `Complete` or `Fetching`.

    Absent if never synced.
    """

    data_type: DataType
    """Data type that the entry is about."""

    last_successful_sync: str
    """Time of the last sync that succeeded, as an ISO 8601 string. Absent if there was none."""

    latest_successful_sync_id: Optional[str] = None
    """Identifier of the last successful pull operation, for use as `dataset_id` in
    `s.refresh_data.get_pull_operation`.
    """

    latest_sync_id: Optional[str] = None
    """Identifier of the latest pull operation, successful or not, for use as `dataset_id` in
    `s.refresh_data.get_pull_operation`.
    """
