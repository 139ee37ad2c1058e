"""The sync flow: how the shop's sales, payments and fees are booked, and the texts that it reads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.store import GLOBAL, books

from .ids import COMPANY, FOUNDED, WEBHOOK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codatsynccommerce.sandbox.store import Store

_TEXTS = {
    "en-us": {"sales.title": "Sales", "payments.title": "Payments", "fees.title": "Fees"},
    "fr-fr": {"sales.title": "Ventes", "payments.title": "Paiements", "fees.title": "Frais"},
}

_SHOP_CHOICES = {
    "sales": "200",
    "delivery": "210",
    "clearing": "1250",
    "fees": "404",
    "customer": "61",
    "supplier": "61",
    "period": "Daily",
    "status": "Submitted",
    "vat-0": "vat-0",
    "vat-20": "vat-20",
}
_OPTION_FIELDS = {"id": "id", "name": "name", "nominalCode": "nominalCode", "classification": "type"}


def fill_flow(store: Store) -> None:
    """Add the shop's configuration and the default texts."""
    _configure(store, COMPANY, _SHOP_CHOICES, is_on=True)
    for locale, texts in _TEXTS.items():
        store.collection(GLOBAL, "default texts")[locale] = {
            key: {"text": text, "required": True} for key, text in texts.items()
        }


def offer_configuration(store: Store, company_id: str) -> None:
    """Add the configuration of a company that has just linked its books: no choice is made, and nothing is synced."""
    _configure(store, company_id, {}, is_on=False)


def fill_webhooks(store: Store) -> None:
    """Add a receiver of webhooks. It is on another computer, so it gets nothing from the sandbox."""
    store.collection(GLOBAL, "webhooks")[WEBHOOK] = {
        "id": WEBHOOK,
        "url": "https://shop.example/codat-events",
        "eventTypes": ["customers.write.successful", "customers.write.unsuccessful"],
        "companyTags": [],
        "disabled": False,
    }


def _configure(store: Store, company_id: str, choices: Mapping[str, str], *, is_on: bool) -> None:
    store.put_document(
        company_id,
        "commerce",
        {
            "companyId": company_id,
            "accountingSoftwareCompanyName": store.document(company_id, books("info"))["companyName"],
            "configured": is_on,
            "enabled": is_on,
            "schedule": {
                "selectedFrequency": "Daily",
                "frequencyOptions": ["Daily"],
                "startDate": FOUNDED,
                "syncHour": 2,
                "timeZone": "UTC",
            },
            "configuration": _settings(store, company_id, choices, is_on=is_on),
        },
    )


def _settings(store: Store, company_id: str, choices: Mapping[str, str], *, is_on: bool) -> Record:
    def account(key: str, label: str) -> Record:
        return {
            "labelText": label,
            "required": True,
            "selectedAccountId": choices.get(key),
            "accountOptions": [
                {name: record[source] for name, source in _OPTION_FIELDS.items()}
                for record in store.collection(company_id, books("accounts")).values()
            ],
        }

    def options(collection: str) -> list[Record]:
        return [
            {"id": record["id"], "name": record["name"]}
            for record in store.collection(company_id, books(collection)).values()
        ]

    clearing = {"clearing": account("clearing", "Clearing account")}
    return {
        "sales": {
            "syncSales": is_on,
            "accounts": {"sales": account("sales", "Sales"), "delivery": account("delivery", "Delivery")},
            "grouping": {
                "groupingLevels": {"invoiceLevel": {"selectedGroupByOptions": [], "groupByOptions": ["Location"]}},
                "groupingPeriod": {
                    "selectedGroupingPeriod": choices.get("period"),
                    "groupingPeriodOptions": ["Daily", "Monthly"],
                },
            },
            "invoiceStatus": {
                "selectedInvoiceStatus": choices.get("status"),
                "invoiceStatusOptions": ["Draft", "Submitted"],
            },
            "salesCustomer": {"selectedCustomerId": choices.get("customer"), "customerOptions": options("customers")},
            "taxRates": {
                rate: {"selectedTaxRateId": choices.get(f"vat-{rate}"), "taxRateOptions": options("taxRates")}
                for rate in ("0", "20")
            },
        },
        "payments": {"syncPayments": is_on, "accounts": clearing},
        "newPayments": {"syncPayments": is_on, "accounts": clearing},
        "fees": {
            "syncFees": is_on,
            "accounts": {"fees": account("fees", "Fees")},
            "feesSupplier": {"selectedSupplierId": choices.get("supplier"), "supplierOptions": options("suppliers")},
        },
    }
