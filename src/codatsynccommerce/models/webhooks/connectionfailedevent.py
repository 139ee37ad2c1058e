"""ConnectionFailedEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codatsynccommerce._runtime.models import Model

from .connectionchange import ConnectionChange


@dataclass
class ConnectionFailedEvent(Model):
    """A connection could not be used; its `data_connection_errors` say why."""

    event_type: Literal["connection.failed"]
    """Type of the event."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: ConnectionChange
    """The connection that failed."""
