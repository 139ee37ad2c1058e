"""HalRef. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class HalRef(Model):
    """Link to a page of a list."""

    href: Optional[str] = None
    """Path and query of the linked page, relative to the API host.

    May start with a different base path than the one called.
    """
