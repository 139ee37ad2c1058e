"""ConnectionReconnectedEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codatsynccommerce._runtime.models import Model

from .connectionchange import ConnectionChange


@dataclass
class ConnectionReconnectedEvent(Model):
    """A connection that had been unlinked is authorized again."""

    event_type: Literal["connection.reconnected"]
    """Type of the event."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: ConnectionChange
    """The connection that was linked again."""
