"""CommerceOrders. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import Model, json_name

from .commerceorder import CommerceOrder
from .links import Links


@dataclass
class CommerceOrders(Model):
    """One page of commerce orders, with the paging details of the list."""

    links: Links = field(metadata=json_name("_links"))
    """Links, relative to the API host, to this page of commerce orders and, where they exist, to the next and
    previous page.
    """

    page_number: int
    """Number of this page of commerce orders, counted from 1."""

    page_size: int
    """Greatest number of commerce orders on one page, as asked for by the request; the default is 100."""

    total_results: int
    """Number of commerce orders on all pages together, after the `query` filter of the request."""

    results: Optional[List[CommerceOrder]] = None
    """List of the commerce orders on this page; missing or empty when there are none."""
