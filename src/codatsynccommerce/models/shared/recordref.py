"""RecordRef. Generated from api/accounting/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class RecordRef(InputModel):
    """Reference to a record of any data type."""

    data_type: Optional[str] = None
    """Data type to which the record belongs, such as `journalEntry` or `invoices`."""

    id: Optional[str] = None
    """Identifier of the record within its data type."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
