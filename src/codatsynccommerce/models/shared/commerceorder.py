"""CommerceOrder. Generated from api/commerce/orders.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import List, Optional

from codatsynccommerce._runtime.models import Model

from .commercecustomerref import CommerceCustomerRef
from .locationref import LocationRef
from .orderlineitem import OrderLineItem
from .paymentref import PaymentRef
from .servicecharge import ServiceCharge
from .supplementaldata import SupplementalData


@dataclass
class CommerceOrder(Model):
    """Sale made by a shop: the products sold, the charges, discounts, tax and refunds, and the payments received
    for it.
    """

    id: str
    """Identifier of the order, an opaque string set by the source; read-only. Customers see `order_number` instead."""

    closed_date: Optional[str] = None
    """Time the order was completed or closed in the shop, ISO 8601 in UTC (`Z`), with offset, or local time
    without zone; normally missing while it is open.
    """

    country: Optional[str] = None
    """Country of the order, passed on as the shop gives it: meant to be an ISO 3166 code such as `GBR`, but free
    text occurs.
    """

    created_date: Optional[str] = None
    """Time the order was created in the shop, ISO 8601 in UTC (`Z`), with offset, or local time without zone."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency of the amounts of the order and its lines; `XXX` when the source gives none."""

    customer_ref: Optional[CommerceCustomerRef] = None
    """Reference to the customer who placed the order; may be missing, for example for an anonymous sale."""

    location_ref: Optional[LocationRef] = None
    """Reference to the location at which the order was placed."""

    modified_date: Optional[str] = None
    """Time Codat last changed its copy of the order, ISO 8601, usually UTC (`Z`); read-only, set by Codat."""

    order_line_items: Optional[List[OrderLineItem]] = None
    """Lines of the order, one for each product sold or returned."""

    order_number: Optional[str] = None
    """Readable number of the order shown to merchant and customer, in contrast to `id`."""

    payments: Optional[List[PaymentRef]] = None
    """Payments made for the order, each with its amount and status."""

    service_charges: Optional[List[ServiceCharge]] = None
    """Charges on top of the products, such as shipping."""

    source_modified_date: Optional[str] = None
    """Time the order was last changed in the shop's own system, ISO 8601, often local without zone; read-only
    and may be missing.
    """

    supplemental_data: Optional[SupplementalData] = None
    """Extra source fields of the order that your Codat account is set up to read; not part of the standard model."""

    total_amount: Optional[Decimal] = None
    """Amount of the whole order in the currency of `currency`, with tax and after discounts and refunds;
    gratuities (`total_gratuity`) are not in it.
    """

    total_discount: Optional[Decimal] = None
    """Sum of all discounts without tax, in the currency of `currency`; positive when it lowers the order amount,
    negative when it raises it.
    """

    total_gratuity: Optional[Decimal] = None
    """Tip added to the order, in the currency of `currency`; not part of `total_amount`."""

    total_refund: Optional[Decimal] = None
    """Sum of all refunds on the order with tax and discounts but without gratuities, in the currency of
    `currency`; negative.
    """

    total_tax_amount: Optional[Decimal] = None
    """Sum of all tax on the order, in the currency of `currency`; part of `total_amount`."""
