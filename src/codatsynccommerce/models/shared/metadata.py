"""Metadata. Generated from api/accounting/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class Metadata(InputModel):
    """Flags about a record in the accounting software."""

    is_deleted: Optional[bool] = field(default=None, metadata=NULLABLE)
    """True if the record has been deleted in the accounting software but is kept by Codat; may be null on older
    rows.
    """

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
