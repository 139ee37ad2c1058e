"""WebLinksitems. Generated from api/commerce/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Model

from .itemstype import ItemsType


@dataclass
class WebLinksitems(Model):
    """Website or social media page of the company behind a shop."""

    type: Optional[ItemsType] = None
    """Kind of page the link leads to: `Website`, `Social` or `Unknown`."""

    url: Optional[str] = None
    """Full URL of the page."""
