"""Links. Generated from api/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from codatsynccommerce._runtime.models import Model, json_name

from .halref import HalRef


@dataclass
class Links(Model):
    """Links between the pages of a list.

    `self_` and `current` are always present; the ends of the list lack `previous` or `next`.
    """

    current: HalRef
    """Link to the page just returned, including its query string."""

    self_: HalRef = field(metadata=json_name("self"))
    """Link to the list as a whole, without a query string."""

    next: Optional[HalRef] = None
    """Link to the following page. Absent on the last page."""

    previous: Optional[HalRef] = None
    """Link to the page before this one. Absent on the first page."""
