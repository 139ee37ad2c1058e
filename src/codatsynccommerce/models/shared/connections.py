"""Connections. Generated from api/companies.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import Model, json_name

from .connection import Connection
from .links import Links


@dataclass
class Connections(Model):
    """One page of connections, with the paging details of the list."""

    links: Links = field(metadata=json_name("_links"))
    """Links, relative to the API host, to this page of connections and, where they exist, to the next and
    previous page.
    """

    page_number: int
    """Number of this page of connections, counted from 1."""

    page_size: int
    """Greatest number of connections on one page, as asked for by the request; the default is 100."""

    total_results: int
    """Number of connections on all pages together, after the `query` filter of the request."""

    results: Optional[List[Connection]] = None
    """List of the company's connections on this page; missing or empty when there are none."""
