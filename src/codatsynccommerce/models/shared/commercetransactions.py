"""CommerceTransactions. Generated from api/commerce/transactions.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import Model, json_name

from .commercetransaction import CommerceTransaction
from .links import Links


@dataclass
class CommerceTransactions(Model):
    """One page of commerce transactions, with the paging details of the list."""

    links: Links = field(metadata=json_name("_links"))
    """Links, relative to the API host, to this page of commerce transactions and, where they exist, to the next
    and previous page.
    """

    page_number: int
    """Number of this page of commerce transactions, counted from 1."""

    page_size: int
    """Greatest number of commerce transactions on one page, as asked for by the request; the default is 100."""

    total_results: int
    """Number of commerce transactions on all pages together, after the `query` filter of the request."""

    results: Optional[List[CommerceTransaction]] = None
    """List of the commerce transactions on this page; missing or empty when there are none."""
