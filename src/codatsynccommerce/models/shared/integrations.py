"""Integrations. Generated from api/integrations.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional

from codatsynccommerce._runtime.models import Model, json_name

from .integration import Integration
from .links import Links


@dataclass
class Integrations(Model):
    """One page of integrations, with the paging details of the list."""

    links: Links = field(metadata=json_name("_links"))
    """Links, relative to the API host, to this page of integrations and, where they exist, to the next and
    previous page.
    """

    page_number: int
    """Number of this page of integrations, counted from 1."""

    page_size: int
    """Greatest number of integrations on one page, as asked for by the request; the default is 100."""

    total_results: int
    """Number of integrations on all pages together, after the `query` filter of the request."""

    results: Optional[List[Integration]] = None
    """List of the integrations on this page; missing or empty when there are none."""
