"""The sync flow: how the shop's sales, payments and fees are booked, and the texts that it reads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.sandbox.store import NOBODY

from .ids import COMPANY

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.store import Record, State

_TEXTS = {
    "en-us": {"sales.title": "Sales", "payments.title": "Payments", "fees.title": "Fees"},
    "fr-fr": {"sales.title": "Ventes", "payments.title": "Paiements", "fees.title": "Frais"},
}


def fill_flow(state: State) -> None:
    """Add the shop's configuration and the usual texts."""
    state.store(COMPANY, "commerce", _configuration(state))
    for locale, texts in _TEXTS.items():
        state.collection(NOBODY, "usual texts")[locale] = {
            key: {"text": text, "required": True} for key, text in texts.items()
        }


def _configuration(state: State) -> Record:
    sales = {"sales": _account(state, "Sales", "200"), "delivery": _account(state, "Delivery", "210")}
    clearing = {"clearing": _account(state, "Clearing account", "1250")}
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
            "accounts": {"fees": _account(state, "Fees", "404")},
            "feesSupplier": {"selectedSupplierId": "61", "supplierOptions": [{"id": "61", "name": "Shopify"}]},
        },
    }


def _account(state: State, label: str, selected: str) -> Record:
    options = [
        {"id": one["id"], "name": one["name"], "nominalCode": one["nominalCode"], "classification": one["type"]}
        for one in state.collection(COMPANY, "accounts").values()
    ]
    return {"labelText": label, "required": True, "selectedAccountId": selected, "accountOptions": options}
