"""ClientRateLimitResetEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codatsynccommerce._runtime.models import Model

from .ratelimitchange import RateLimitChange


@dataclass
class ClientRateLimitResetEvent(Model):
    """The daily quota of the account is full again."""

    event_type: Literal["client.rateLimit.reset"]
    """Type of the event."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: RateLimitChange
    """The quota of the account."""
