"""ReadCompletedInitialEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codatsynccommerce._runtime.models import Model

from .readcompletion import ReadCompletion


@dataclass
class ReadCompletedInitialEvent(Model):
    """The first refresh of a new connection has ended.

    Each data type has a `status` of its own, which may be an error.
    """

    event_type: Literal["read.completed.initial"]
    """Type of the event."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: ReadCompletion
    """The data types that were refreshed."""
