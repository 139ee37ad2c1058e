"""ConnectionDisconnectedEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codatsynccommerce._runtime.models import Model

from .connectionchange import ConnectionChange


@dataclass
class ConnectionDisconnectedEvent(Model):
    """A connection is no longer authorized: it was unlinked, or the platform revoked the access."""

    event_type: Literal["connection.disconnected"]
    """Type of the event."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: ConnectionChange
    """The connection that was unlinked."""
