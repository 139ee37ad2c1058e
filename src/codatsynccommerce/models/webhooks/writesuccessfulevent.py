"""WriteSuccessfulEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Model

from .writecompletion import WriteCompletion


@dataclass
class WriteSuccessfulEvent(Model):
    """A push of this data type ended as `Success`: the record is in the accounting software."""

    event_type: str
    """Type of the event, the data type before `.write.successful`."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: WriteCompletion
    """The push operation that has ended."""
