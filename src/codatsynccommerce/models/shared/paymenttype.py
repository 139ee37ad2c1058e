"""PaymentType. Generated from api/commerce/orders.yaml by `make generate`."""

from codatsynccommerce._runtime.models import OpenEnum


class PaymentType(OpenEnum):
    """Means of payment: `Card` is paid in person, `OnlineCard` on the web, `Swish` and `Vipps` are Nordic mobile
    services, `Custom` is defined by the merchant, `Unknown` is not known.
    """

    CASH = "Cash"
    CARD = "Card"
    INVOICE = "Invoice"
    ONLINE_CARD = "OnlineCard"
    SWISH = "Swish"
    VIPPS = "Vipps"
    MOBILE = "Mobile"
    STORE_CREDIT = "StoreCredit"
    PAYPAL = "Paypal"
    CUSTOM = "Custom"
    PREPAID = "Prepaid"
    UNKNOWN = "Unknown"
