"""ItemRef. Generated from api/accounting/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class ItemRef(InputModel):
    """Reference to a product or service item in the accounting software."""

    id: str
    """Identifier of the item in the accounting software."""

    name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the item, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
