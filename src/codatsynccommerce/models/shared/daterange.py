"""DateRange. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class DateRange(Model):
    """Period of time covered by a sync."""

    finish: Optional[str] = None
    """End of the period, as an ISO 8601 string; in UTC when given as `sync_date_range_utc`."""

    start: Optional[str] = None
    """Start of the period, as an ISO 8601 string; in UTC when given as `sync_date_range_utc`."""
