"""CompanyProductRemovedEvent. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codatsynccommerce._runtime.models import Model

from .companyproductchange import CompanyProductChange


@dataclass
class CompanyProductRemovedEvent(Model):
    """A product was disabled for a company."""

    event_type: Literal["company.product.removed"]
    """Type of the event."""

    generated_date: str
    """Time the event occurred, as an ISO 8601 string in UTC."""

    id: str
    """Identifier (UUID) of the event, the same each time it is delivered."""

    payload: CompanyProductChange
    """The company and the product that it lost."""
