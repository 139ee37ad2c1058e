"""ProductVariant. Generated from api/commerce/products.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import List, Optional

from codatsynccommerce._runtime.models import Model

from .productinventory import ProductInventory
from .productprice import ProductPrice
from .productvariantstatus import ProductVariantStatus


@dataclass
class ProductVariant(Model):
    """One form in which a product is sold, such as a size or colour, with its prices and stock."""

    id: str
    """Identifier of the variant, an opaque string set by the source; read-only and referred to by
    `product_variant_ref.id` of order lines.
    """

    barcode: Optional[str] = None
    """Trade number of the variant, such as a barcode, UPC or ISBN; a string, as it may be long or start with zero."""

    created_date: Optional[str] = None
    """Time the variant was added to the shop's catalogue, ISO 8601 in UTC (`Z`), with offset, or local time
    without zone.
    """

    inventory: Optional[ProductInventory] = None
    """Stock of the variant, in total and by location."""

    is_tax_enabled: Optional[bool] = None
    """True when sales tax is charged on the variant; the rate is in `vat_percentage`."""

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the variant, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    name: Optional[str] = None
    """Name of the variant in the shop's catalogue."""

    prices: Optional[List[ProductPrice]] = None
    """Selling prices of the variant, one for each currency."""

    shipping_required: Optional[bool] = None
    """True when the variant is a physical item that has to be delivered."""

    sku: Optional[str] = None
    """Stock keeping unit, the merchant's own article code of the variant."""

    source_modified_date: Optional[str] = None
    """Time the variant was last changed in the shop's own system, ISO 8601, often local without zone; read-only
    and may be missing.
    """

    status: Optional[ProductVariantStatus] = None
    """Tells whether the variant is on sale (`Published`) or not (`Unpublished`)."""

    unit_of_measure: Optional[str] = None
    """Unit in which the variant is counted or weighed, such as `kg`, as the merchant entered it."""

    vat_percentage: Optional[Decimal] = None
    """VAT or sales tax rate of the variant in per cent (`12.5` means 12.5 per cent); meaningful when
    `is_tax_enabled` is true.
    """
