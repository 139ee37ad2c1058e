"""GroupingPeriod. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class GroupingPeriod(InputModel):
    """Period over which sales are gathered: the choice made and the choices on offer."""

    KEEPS_EXTRA: ClassVar[bool] = True

    grouping_period_options: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Names of the periods that may be chosen. Read-only list to pick `selected_grouping_period` from."""

    selected_grouping_period: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the chosen period, one of `grouping_period_options`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
