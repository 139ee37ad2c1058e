"""The shop as its commerce platform knows it: who buys, what is sold, where, and how it is paid."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record

from .ids import COMPANY, FOUNDED, LAST_SYNC, local, utc

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Store

CUSTOMERS = 80
_PRODUCTS = 80
LOCATIONS = ("60", "61", "62")
METHODS = ("60", "61", "62")

_FIRST_NAMES = ("Ada", "Ben", "Chloe", "Dev", "Esme", "Finn", "Grace", "Hari")
_LAST_NAMES = ("Archer", "Bell", "Carter", "Dunn", "Ellis", "Fox", "Grant", "Hughes", "Irwin", "Jones")
_WORDS = ("Quiet", "Silver", "RedactedStr", "Northern", "Paper", "Salt", "Winter", "Last")
_THINGS = ("Harbour", "Garden", "River", "Library", "Atlas", "Orchard", "Island", "Lantern", "Letter", "Notebook")
_TOWNS = ("Marlow", "Henley", "Windsor")
_METHODS = ("Gift card", "Card", "PayPal")


def fill_shop(store: Store) -> None:
    """Add customers, products, locations, payment methods and the details of the business."""
    for name, records in (("commerce-customers", _customers()), ("commerce-products", products())):
        store.collection(COMPANY, name).update({record["id"]: record for record in records})
    for number, location_id in enumerate(LOCATIONS):
        store.collection(COMPANY, "commerce-locations")[location_id] = {
            "id": location_id,
            "name": f"{_TOWNS[number]} shop",
            "address": _address(number, "Inventory"),
            "modifiedDate": LAST_SYNC,
            "sourceModifiedDate": local(number),
        }
    for number, method_id in enumerate(METHODS):
        store.collection(COMPANY, "commerce-paymentMethods")[method_id] = {
            "id": method_id,
            "name": _METHODS[number],
            "status": "Active",
            "modifiedDate": LAST_SYNC,
            "sourceModifiedDate": local(number),
        }
    store.put_document(
        COMPANY,
        "commerce-info",
        {
            "companyName": "Marlow Books",
            "companyLegalName": "Marlow Books Limited",
            "commercePlatformRef": "marlow-books.myshopify.example",
            "baseCurrency": "GBP",
            "createdDate": FOUNDED,
            "modifiedDate": LAST_SYNC,
            "sourceModifiedDate": local(0),
            "accountBalances": [
                {"currency": "GBP", "available": Decimal("310.25"), "pending": Decimal("88.40"), "reserved": Decimal(0)}
            ],
            "addresses": [_address(0, "Billing")],
            "phoneNumbers": [{"number": "+44 1628 496000", "type": "Primary"}],
            "webLinks": [{"type": "Website", "url": "https://marlowbooks.example"}],
        },
    )


@cache
def products() -> tuple[Record, ...]:
    """Return the products. All sandboxes share these records, because the API only ever reads them."""
    return tuple(_product(number) for number in range(1, _PRODUCTS + 1))


@cache
def _customers() -> tuple[Record, ...]:
    return tuple(_customer(number) for number in range(1, CUSTOMERS + 1))


def _product(number: int) -> Record:
    """Return a product: nine books to each notebook, and only the notebooks bear VAT."""
    thing = _THINGS[number % len(_THINGS)]
    name = f"The {_WORDS[number // len(_THINGS) % len(_WORDS)]} {thing}"
    taxed = thing == "Notebook"
    variant = {
        "id": f"{number}-1",
        "name": "Plain" if taxed else "Paperback",
        "sku": f"MB-{number:04}",
        "barcode": f"97800000{number:05}",
        "createdDate": FOUNDED,
        "status": "Published",
        "unitOfMeasure": "each",
        "isTaxEnabled": taxed,
        "vatPercentage": Decimal(20 if taxed else 0),
        "shippingRequired": True,
        "prices": [{"currency": "GBP", "unitPrice": Decimal(599 + number * 37 % 1200) / 100}],
        "inventory": {
            "totalQuantity": Decimal(number % 9 * len(LOCATIONS)),
            "locations": [{"locationRef": {"id": one}, "quantity": Decimal(number % 9)} for one in LOCATIONS],
        },
        "modifiedDate": LAST_SYNC,
        "sourceModifiedDate": local(number),
    }
    return {
        "id": str(number),
        "name": name,
        "description": f"{name}, {'A5, plain paper' if taxed else 'paperback'}",
        "categorization": "Stationery" if taxed else "Books",
        "isGiftCard": False,
        "variants": [variant],
    }


def _customer(number: int) -> Record:
    first, last = _FIRST_NAMES[number % len(_FIRST_NAMES)], _LAST_NAMES[number // len(_FIRST_NAMES) % len(_LAST_NAMES)]
    return {
        "id": str(number),
        "customerName": f"{first} {last}",
        "emailAddress": f"{first}.{last}@example.com".lower(),
        "phone": f"+44 7700 900{number:03}",
        "defaultCurrency": "GBP",
        "addresses": [_address(number, "Delivery")],
        "createdDate": utc(number),
        "modifiedDate": LAST_SYNC,
        "sourceModifiedDate": local(number),
    }


def _address(number: int, kind: str) -> Record:
    return {
        "type": kind,
        "line1": f"{number + 1} High Street",
        "city": _TOWNS[number % len(_TOWNS)],
        "region": "Buckinghamshire",
        "postalCode": f"SL7 {number % 9 + 1}AA",
        "country": "GBR",
    }
