"""ConfigurationSchedule. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class ConfigurationSchedule(InputModel):
    """When scheduled syncs of a company run."""

    KEEPS_EXTRA: ClassVar[bool] = True

    frequency_options: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Frequencies that may be chosen. Read-only list to pick `selected_frequency` from."""

    selected_frequency: Optional[str] = field(default=None, metadata=NULLABLE)
    """Frequency that is chosen, one of `frequency_options`."""

    start_date: Optional[str] = field(default=None, metadata=NULLABLE)
    """Day from which data is synced, as an ISO 8601 string."""

    sync_hour: Optional[int] = field(default=None, metadata=NULLABLE)
    """Hour of the day at which syncs run, 0 to 23, in `time_zone`."""

    time_zone: Optional[str] = field(default=None, metadata=NULLABLE)
    """Time zone of `sync_hour`, such as `Europe/London`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
