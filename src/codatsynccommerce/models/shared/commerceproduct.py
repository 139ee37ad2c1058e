"""CommerceProduct. Generated from api/commerce/products.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from codatsynccommerce._runtime.models import Model

from .productvariant import ProductVariant
from .supplementaldata import SupplementalData


@dataclass
class CommerceProduct(Model):
    """Product in a shop's catalogue; prices and stock are held by its variants."""

    id: str
    """Identifier of the product, an opaque string set by the source; read-only and referred to by
    `product_ref.id` of order lines.
    """

    categorization: Optional[str] = None
    """Retail category the merchant put the product in."""

    description: Optional[str] = None
    """Text about the product from the shop's catalogue."""

    is_gift_card: Optional[bool] = None
    """True when the product is a gift card or voucher to be redeemed at the shop."""

    name: Optional[str] = None
    """Name of the product in the shop's catalogue."""

    supplemental_data: Optional[SupplementalData] = None
    """Extra source fields of the product that your Codat account is set up to read; not part of the standard model."""

    variants: Optional[List[ProductVariant]] = None
    """Forms in which the product is sold, such as sizes or colours, each with its own prices and stock."""
