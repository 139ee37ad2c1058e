"""LocationRef. Generated from api/commerce/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class LocationRef(Model):
    """Reference to a place of business or stock location of the shop."""

    id: str
    """Identifier of the location, equal to the `id` of a record in the list of commerce locations."""

    name: Optional[str] = None
    """Name of the location, copied for display; the location record holds the full details."""
