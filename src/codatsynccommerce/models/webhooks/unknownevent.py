"""UnknownEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class UnknownEvent(Model):
    """An event of a type that is newer than this description. It has the same fields as every event."""

    event_type: str
    """Type of the event."""

    generated_date: Optional[str] = None
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: Optional[str] = None
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: Optional[Any] = None
    """What happened, as plain JSON values under their JSON names; fractions are Decimal."""
