"""SyncToLatestArgs. Generated from api/sync.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class SyncToLatestArgs(InputModel):
    """Options for a sync of everything since the last successful one."""

    sync_to: Optional[str] = None
    """Time up to which data is synced, as an ISO 8601 string. The present time if left out."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
