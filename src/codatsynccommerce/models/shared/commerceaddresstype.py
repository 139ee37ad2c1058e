"""CommerceAddressType. Generated from api/commerce/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class CommerceAddressType(OpenEnum):
    """Use of an address: `Billing`, `Delivery`, `Order` (where an order was placed), `Inventory` (where stock is
    kept) or `Unknown` when the shop does not say.
    """

    BILLING = "Billing"
    DELIVERY = "Delivery"
    ORDER = "Order"
    INVENTORY = "Inventory"
    UNKNOWN = "Unknown"
