"""TransactionSourceType. Generated from api/commerce/transactions.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class TransactionSourceType(OpenEnum):
    """Kind of record that caused a transaction: `Fee`, `Order`, `Payment`, `ServiceCharge` or `Unknown`."""

    FEE = "Fee"
    ORDER = "Order"
    PAYMENT = "Payment"
    SERVICE_CHARGE = "ServiceCharge"
    UNKNOWN = "Unknown"
