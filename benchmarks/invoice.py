"""An invoice with many lines, as plain dicts: the same from run to run."""

from __future__ import annotations

import random
from typing import Any


def invoice(lines: int) -> dict[str, Any]:
    """Make an invoice. Each line has an item, an account, a tax rate and a category; prices are those of 200 items."""
    chance = random.Random(lines)  # noqa: S311 - no secrets: an invoice that is the same each time
    items = [_line(chance, number) for number in range(lines)]
    total = round(sum(line["totalAmount"] for line in items), 2)
    tax = round(sum(line["taxAmount"] for line in items), 2)
    return {
        "amountDue": total,
        "issueDate": "2022-10-23T00:00:00Z",
        "status": "Submitted",
        "totalAmount": total,
        "totalTaxAmount": tax,
        "currency": "GBP",
        "currencyRate": 1,
        "customerRef": {"id": "80000002-1674552702", "companyName": "Hartley Books"},
        "dueDate": "2022-11-23T00:00:00Z",
        "invoiceNumber": "INV-2041",
        "lineItems": items,
        "note": "Sales of October",
        "subTotal": round(total - tax, 2),
    }


def _line(chance: random.Random, number: int) -> dict[str, Any]:
    item = chance.randrange(200)
    quantity = chance.choice([1, 1, 2, 3])
    net = (199 + 49 * item) * quantity
    tax = net // 5
    return {
        "quantity": quantity,
        "unitAmount": (199 + 49 * item) / 100,
        "accountRef": {"id": "8000000D-1671793885", "name": "Sales"},
        "description": f"Order #{10_000 + number}, book {item}",
        "discountAmount": 0,
        "isDirectIncome": False,
        "itemRef": {"id": f"item-{item}", "name": f"Book {item}"},
        "subTotal": net / 100,
        "taxAmount": tax / 100,
        "taxRateRef": {"effectiveTaxRate": 20, "id": "vat-20", "name": "VAT"},
        "totalAmount": (net + tax) / 100,
        "trackingCategoryRefs": [{"id": "category-3", "name": "Online"}],
    }
