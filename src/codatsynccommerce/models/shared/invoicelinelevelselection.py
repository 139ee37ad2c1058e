"""InvoiceLineLevelSelection. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class InvoiceLineLevelSelection(InputModel):
    """Properties by which sales are grouped into invoice lines: the choices made and the choices on offer."""

    KEEPS_EXTRA: ClassVar[bool] = True

    group_by_options: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Names of the properties by which invoice lines can be grouped.

    Read-only list to pick `selected_group_by_options` from.
    """

    selected_group_by_options: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Names of the properties by which invoice lines are grouped, each one of `group_by_options`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
