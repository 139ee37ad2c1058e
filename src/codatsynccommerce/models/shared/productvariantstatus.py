"""ProductVariantStatus. Generated from api/commerce/products.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class ProductVariantStatus(OpenEnum):
    """State of a product variant in the catalogue: `Published` (on sale), `Unpublished` (hidden from buyers) or
    `Unknown`.
    """

    UNKNOWN = "Unknown"
    PUBLISHED = "Published"
    UNPUBLISHED = "Unpublished"
