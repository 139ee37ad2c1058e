"""Pages of orders like those of a bookshop, as JSON text: the same from run to run."""

from __future__ import annotations

import json
import random
from typing import Any

from .customer import COMPANY, CONNECTION

_PRODUCTS = 200
_VAT = 20


def page(size: int, *, distinct: bool = False) -> bytes:
    """Make a page.

    Each order has one to four lines, each with its product, variant and tax, one payment, one charge for shipping,
    a customer and a place of sale. A third of the lines carries a discount.

    Arguments:
        size: Number of orders.
        distinct: Whether every price is another one. Else prices are those of 200 products, so that they repeat from
            order to order while the sums of the orders differ, as in a shop.
    """
    chance = random.Random(size)  # noqa: S311 - no secrets: a page that is the same each time
    prices = [chance.randrange(199, 9999) for _ in range(_PRODUCTS)]
    orders = [_order(number, chance, prices, distinct=distinct) for number in range(size)]
    path = f"/companies/{COMPANY}/connections/{CONNECTION}/data/commerce-orders"
    links = {"self": {"href": path}, "current": {"href": f"{path}?page=1&pageSize={size}"}}
    whole = {"results": orders, "pageNumber": 1, "pageSize": size, "totalResults": size, "_links": links}
    return json.dumps(whole, separators=(",", ":")).encode()


def _order(number: int, chance: random.Random, prices: list[int], *, distinct: bool) -> dict[str, Any]:
    lines = [_line(f"{number}-{n}", chance, prices, distinct=distinct) for n in range(chance.randint(1, 4))]
    date = f"2022-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:07"
    shipping = chance.choice([0, 299, 499])
    pence = round(100 * sum(line["totalAmount"] for line in lines)) + shipping
    return {
        "id": _id(chance),
        "orderNumber": f"#{10_000 + number}",
        "country": "GBR",
        "createdDate": date,
        "closedDate": date + "Z",
        "modifiedDate": date + ".512Z",
        "sourceModifiedDate": date,
        "currency": "GBP",
        "customerRef": {"id": _id(chance), "name": f"Customer {number % 400}"},
        "locationRef": {"id": "31c4b9f2-1f0b-4a60-8a45-3f0f8a1c6f6e", "name": "Kirkgate"},
        "orderLineItems": lines,
        "payments": [
            {
                "id": _id(chance),
                "amount": pence / 100,
                "createdDate": date,
                "currency": "GBP",
                "modifiedDate": date + ".512Z",
                "paymentProvider": "Stripe",
                "status": "Paid",
                "type": "OnlineCard",
            }
        ],
        "serviceCharges": [
            {
                "description": "Shipping",
                "quantity": 1,
                "taxAmount": _tax(shipping),
                "taxPercentage": _VAT,
                "totalAmount": shipping / 100,
                "type": "Shipping",
            }
        ],
        "supplementalData": None,
        "totalAmount": pence / 100,
        "totalDiscount": round(sum(one["totalAmount"] for ln in lines for one in ln["discountAllocations"]), 2),
        "totalGratuity": None,
        "totalRefund": 0,
        "totalTaxAmount": _tax(pence),
    }


def _line(name: str, chance: random.Random, prices: list[int], *, distinct: bool) -> dict[str, Any]:
    product = chance.randrange(_PRODUCTS)
    price = chance.randrange(1, 10**9) if distinct else prices[product]
    quantity = chance.choice([1, 1, 1, 1, 2, 3])
    discount = price * quantity // 10 if chance.random() < 1 / 3 else 0
    pence = price * quantity - discount
    return {
        "id": name,
        "discountAllocations": [{"name": "Ten per cent", "totalAmount": discount / 100}] if discount else [],
        "productRef": {"id": f"product-{product}", "name": f"Book {product}"},
        "productVariantRef": {"id": f"variant-{product}", "name": "Paperback"},
        "quantity": quantity,
        "taxes": [{"rate": _VAT, "taxComponentRef": {"id": "vat-20", "name": "VAT"}}],
        "taxPercentage": _VAT,
        "totalAmount": pence / 100,
        "totalTaxAmount": _tax(pence),
        "unitPrice": price / 100,
    }


def _tax(pence: int) -> float:
    return round(pence * _VAT / (100 + _VAT)) / 100


def _id(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
