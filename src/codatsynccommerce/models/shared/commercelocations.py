"""CommerceLocations. Generated from api/commerce/locations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import Model, json_name

from .commercelocation import CommerceLocation
from .links import Links


@dataclass
class CommerceLocations(Model):
    """One page of commerce locations, with the paging details of the list."""

    links: Links = field(metadata=json_name("_links"))
    """Links, relative to the API host, to this page of commerce locations and, where they exist, to the next and
    previous page.
    """

    page_number: int
    """Number of this page of commerce locations, counted from 1."""

    page_size: int
    """Greatest number of commerce locations on one page."""

    total_results: int
    """Number of commerce locations on all pages together."""

    results: Optional[List[CommerceLocation]] = None
    """List of the commerce locations on this page; missing or empty when there are none."""
