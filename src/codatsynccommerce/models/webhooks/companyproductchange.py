"""CompanyProductChange. Generated from api/webhooks.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class CompanyProductChange(Model):
    """A company, a product that was enabled or disabled for it, and the products that it has since."""

    id: Optional[str] = None
    """Identifier (UUID) of the company."""

    name: Optional[str] = None
    """Name of the company."""

    product_id: Optional[str] = None
    """Identifier of the product that was added or removed."""

    product_name: Optional[str] = None
    """Name of the product that was added or removed."""

    products: Optional[List[str]] = None
    """Identifiers of all products of the company after the change."""
