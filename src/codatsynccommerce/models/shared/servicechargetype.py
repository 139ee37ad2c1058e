"""ServiceChargeType. Generated from api/commerce/orders.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class ServiceChargeType(OpenEnum):
    """Kind of service charge: `Generic` (any charge without its own kind), `Shipping`, `Overpayment` (the
    customer paid more than was due) or `Unknown`.
    """

    GENERIC = "Generic"
    SHIPPING = "Shipping"
    OVERPAYMENT = "Overpayment"
    UNKNOWN = "Unknown"
