"""SyncRangeDateRange. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class SyncRangeDateRange(InputModel):
    """Start and end of the past period to sync."""

    finish: str
    """End of the period to sync, as an ISO 8601 string, later than `start`."""

    start: str
    """Start of the period to sync, as an ISO 8601 string."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
