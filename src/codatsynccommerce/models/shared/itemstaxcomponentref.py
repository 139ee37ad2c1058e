"""ItemsTaxComponentRef. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass

from codatsynccommerce._runtime.models import Model


@dataclass
class ItemsTaxComponentRef(Model):
    """Reference from the tax of an order line to the tax component of the commerce platform. The name is historical."""

    id: str
    """Identifier of the tax component in the commerce platform."""

    name: str
    """Name of the tax component, for example of a state or city tax."""
