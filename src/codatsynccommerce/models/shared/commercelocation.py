"""CommerceLocation. Generated from api/commerce/locations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .items import Items


@dataclass
class CommerceLocation(Model):
    """Place where a shop sells or keeps stock, such as a store or a warehouse."""

    id: str
    """Identifier of the location, an opaque string set by the source; read-only and referred to by
    `location_ref.id`.
    """

    address: Optional[Items] = None
    """Postal address of the location."""

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the location, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    name: Optional[str] = None
    """Name the merchant gave the location."""

    source_modified_date: Optional[str] = None
    """Time the location was last changed in the shop's own system, ISO 8601, often local without zone; read-only
    and may be missing.
    """
