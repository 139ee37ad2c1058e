"""AccountingAddressType. Generated from api/accounting/common.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class AccountingAddressType(OpenEnum):
    """Use of a postal address: `Billing` for invoices, `Delivery` for goods, `Unknown` when the source does not
    tell.
    """

    UNKNOWN = "Unknown"
    BILLING = "Billing"
    DELIVERY = "Delivery"
