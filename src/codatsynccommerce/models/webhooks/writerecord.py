"""WriteRecord. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class WriteRecord(Model):
    """Reference to a record in the accounting software."""

    id: Optional[str] = None
    """Identifier of the record in the accounting software."""
