"""The sync flow: how the shop's sales, payments and fees are booked, and the texts that it reads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.store import GLOBAL

from .ids import COMPANY, WEBHOOK

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Store

_TEXTS = {
    "en-us": {"sales.title": "Sales", "payments.title": "Payments", "fees.title": "Fees"},
    "fr-fr": {"sales.title": "Ventes", "payments.title": "Paiements", "fees.title": "Frais"},
}

_OPTION_FIELDS = {"id": "id", "name": "name", "nominalCode": "nominalCode", "classification": "type"}


def fill_flow(store: Store) -> None:
    """Add the shop's configuration and the default texts."""
    store.put_document(COMPANY, "commerce", _configuration(store))
    for locale, texts in _TEXTS.items():
        store.collection(GLOBAL, "default texts")[locale] = {
            key: {"text": text, "required": True} for key, text in texts.items()
        }


def fill_webhooks(store: Store) -> None:
    """Add a receiver of webhooks. It is on another computer, so it gets nothing from the sandbox."""
    store.collection(GLOBAL, "webhooks")[WEBHOOK] = {
        "id": WEBHOOK,
        "url": "https://shop.example/codat-events",
        "eventTypes": ["customers.write.successful", "customers.write.unsuccessful"],
        "companyTags": [],
        "disabled": False,
    }


def _configuration(store: Store) -> Record:
    sales = {"sales": _account(store, "Sales", "200"), "delivery": _account(store, "Delivery", "210")}
    clearing = {"clearing": _account(store, "Clearing account", "1250")}
    return {
        "sales": {
            "syncSales": True,
            "accounts": sales,
            "grouping": {
                "groupingLevels": {"invoiceLevel": {"selectedGroupByOptions": [], "groupByOptions": ["Location"]}},
                "groupingPeriod": {"selectedGroupingPeriod": "Daily", "groupingPeriodOptions": ["Daily", "Monthly"]},
            },
            "invoiceStatus": {"selectedInvoiceStatus": "Submitted", "invoiceStatusOptions": ["Draft", "Submitted"]},
            "salesCustomer": {
                "selectedCustomerId": "61",
                "customerOptions": [{"id": "61", "name": "Shopify customers"}],
            },
            "taxRates": {
                rate: {"selectedTaxRateId": f"vat-{rate}", "taxRateOptions": [{"id": f"vat-{rate}", "name": name}]}
                for rate, name in (("0", "Zero rated"), ("20", "VAT 20%"))
            },
        },
        "payments": {"syncPayments": True, "accounts": clearing},
        "newPayments": {"syncPayments": True, "accounts": clearing},
        "fees": {
            "syncFees": True,
            "accounts": {"fees": _account(store, "Fees", "404")},
            "feesSupplier": {"selectedSupplierId": "61", "supplierOptions": [{"id": "61", "name": "Shopify"}]},
        },
    }


def _account(store: Store, label: str, selected: str) -> Record:
    options = [
        {key: account[name] for key, name in _OPTION_FIELDS.items()}
        for account in store.collection(COMPANY, "accounts").values()
    ]
    return {"labelText": label, "required": True, "selectedAccountId": selected, "accountOptions": options}
