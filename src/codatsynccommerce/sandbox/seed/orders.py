"""The shop's orders, and the payments and fees that follow from them. Every sum is exact."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record

from .ids import COMPANY, LAST_SYNC, local, utc
from .shop import CUSTOMERS, LOCATIONS, METHODS, products

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Store

ORDERS = 250
_PENNY = Decimal("0.01")
_DELIVERY_NET, _DELIVERY_TAX = Decimal("2.50"), Decimal("0.50")


def fill_orders(store: Store) -> None:
    """Add the orders, and for each a payment, its transaction, and the transaction of its fee."""
    for name, records in _collections().items():
        store.collection(COMPANY, name).update(records)


@cache
def _collections() -> dict[str, dict[str, Record]]:
    """Return the records by collection and id. All sandboxes share them, because the API only ever reads them."""
    orders: dict[str, Record] = {}
    payments: dict[str, Record] = {}
    transactions: dict[str, Record] = {}
    for number in range(1, ORDERS + 1):
        order = _order(number)
        payment = _payment(order)
        order["payments"] = [{key: value for key, value in payment.items() if key != "paymentMethodRef"}]
        orders[order["id"]] = order
        payments[payment["id"]] = payment
        fee = -(payment["amount"] * Decimal("0.015") + Decimal("0.20")).quantize(_PENNY, ROUND_HALF_UP)
        for transaction in (
            _transaction(number, str(number), "Payment", payment["amount"]),
            _transaction(number, f"{number}-fee", "PaymentFee", fee),
        ):
            transactions[transaction["id"]] = transaction
    return {"commerce-orders": orders, "commerce-payments": payments, "commerce-transactions": transactions}


def _order(number: int) -> Record:
    lines = [_line(number, index) for index in range(1 + number % 3)]
    charges = [_delivery()] if number % 4 == 0 else []
    total = sum((line["totalAmount"] for line in lines), Decimal("0.00"))
    tax = sum((line["totalTaxAmount"] for line in lines), Decimal("0.00"))
    if charges:
        total, tax = total + charges[0]["totalAmount"], tax + charges[0]["taxAmount"]
    return {
        "id": str(number),
        "orderNumber": f"#{1000 + number}",
        "country": "GBR",
        "currency": "GBP",
        "customerRef": {"id": str(number * 7 % CUSTOMERS + 1)},
        "locationRef": {"id": LOCATIONS[number % len(LOCATIONS)]},
        "orderLineItems": lines,
        "serviceCharges": charges,
        "totalAmount": total,
        "totalTaxAmount": tax,
        "totalDiscount": Decimal("0.00"),
        "totalGratuity": Decimal("0.00"),
        "totalRefund": total if number % 25 == 0 else Decimal("0.00"),
        **_dates(number),
        "closedDate": utc(number + 1),
    }


def _line(number: int, index: int) -> Record:
    offered = products()
    bought = offered[(number * 3 + index * 5) % len(offered)]
    variant = bought["variants"][0]
    price, rate = variant["prices"][0]["unitPrice"], variant["vatPercentage"]
    quantity = 1 + (number + index) % 2
    net = price * quantity
    tax = (net * rate / 100).quantize(_PENNY, ROUND_HALF_UP)
    return {
        "id": f"{number}-{index + 1}",
        "productRef": {"id": bought["id"], "name": bought["name"]},
        "productVariantRef": {"id": variant["id"], "name": variant["name"]},
        "quantity": Decimal(quantity),
        "unitPrice": price,
        "taxPercentage": rate,
        "totalTaxAmount": tax,
        "totalAmount": net + tax,
        "taxes": [_tax(rate)] if rate else [],
        "discountAllocations": [],
    }


def _delivery() -> Record:
    return {
        "type": "Shipping",
        "description": "Delivery",
        "quantity": 1,
        "taxPercentage": Decimal(20),
        "taxAmount": _DELIVERY_TAX,
        "totalAmount": _DELIVERY_NET + _DELIVERY_TAX,
        "taxes": [_tax(Decimal(20))],
    }


def _tax(rate: Decimal) -> Record:
    return {"rate": rate, "taxComponentRef": {"id": "vat-20", "name": "VAT 20%"}}


def _payment(order: Record) -> Record:
    number = int(order["id"])
    return {
        "id": order["id"],
        "amount": order["totalAmount"],
        "currency": "GBP",
        "status": "Paid",
        "paymentProvider": "Shopify Payments",
        "paymentMethodRef": {"id": METHODS[number % len(METHODS)]},
        **_dates(number),
    }


def _transaction(number: int, transaction_id: str, kind: str, amount: Decimal) -> Record:
    return {
        "id": transaction_id,
        "type": kind,
        "currency": "GBP",
        "totalAmount": amount,
        "transactionSourceRef": {"id": str(number), "type": "Payment"},
        **_dates(number),
        "sourceCreatedDate": local(number),
    }


def _dates(number: int) -> Record:
    return {"createdDate": utc(number), "modifiedDate": LAST_SYNC, "sourceModifiedDate": local(number)}
