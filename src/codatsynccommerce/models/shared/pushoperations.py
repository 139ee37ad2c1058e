"""PushOperations. Generated from api/push_data.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import Model, json_name

from .links import Links
from .pushoperation import PushOperation


@dataclass
class PushOperations(Model):
    """One page of push operations of a company."""

    links: Links = field(metadata=json_name("_links"))
    """Links to this page and its neighbours. A missing `next` marks the last page."""

    page_number: int
    """Number of this page, counted from 1."""

    page_size: int
    """Largest number of entries on a page, as asked for in the request."""

    total_results: int
    """Number of entries on all pages together, after filtering by `query`."""

    results: Optional[List[PushOperation]] = None
    """The push operations on this page. May be missing when there are none."""
