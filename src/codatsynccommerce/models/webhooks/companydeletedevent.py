"""CompanyDeletedEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codatsynccommerce._runtime.models import Model
from codatsynccommerce.models.shared.company import Company


@dataclass
class CompanyDeletedEvent(Model):
    """A company and its data were deleted."""

    event_type: Literal["company.deleted"]
    """Type of the event."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: Company
    """The company as it was before it was deleted."""
