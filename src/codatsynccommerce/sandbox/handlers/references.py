"""Records that a pushed record refers to, which the accounting software must have."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from codatsynccommerce.sandbox.documents import Json, Record
from codatsynccommerce.sandbox.http import ValidationItem
from codatsynccommerce.sandbox.store import books

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce.sandbox.store import Store

_BY_PROPERTY = {
    "customerRef": ("customers",),
    "accountRef": ("accounts", "bankAccounts"),
    "taxRateRef": ("taxRates",),
}
"""Properties that refer to a record, and the collections that may hold it."""

_BY_KIND = {
    "customers": "customers",
    "suppliers": "suppliers",
    "Invoice": "invoices",
    "CreditNote": "creditNotes",
    "Payment": "payments",
    "ManualJournal": "journalEntries",
}
"""Collections by the kind of record that a reference states itself, in `dataType` or `type`."""


def unknown_references(store: Store, company_id: str, record: Record) -> Iterator[ValidationItem]:
    """Yield an error for each reference of a record to what is not in the company's books."""
    for path, name, reference in _objects(record, "", ""):
        kind = _BY_KIND.get(str(reference.get("dataType") or reference.get("type")))
        collections = _BY_PROPERTY.get(name) or ((kind,) if kind and name in ("contactRef", "links") else ())
        record_id = reference.get("id")
        if record_id is None or not collections:
            continue
        if not any(record_id in store.collection(company_id, books(collection)) for collection in collections):
            message = f"There is no {record_id!r} among the {collections[0]} of the accounting software"
            yield ValidationItem(f"{path}.id", message, "Reference")


def _objects(value: Json, path: str, name: str) -> Iterator[tuple[str, str, Record]]:
    """Yield every object in a record with its path and the name of the property that holds it."""
    if isinstance(value, dict):
        if path:
            yield path, name, cast("Record", value)
        for key, item in cast("Record", value).items():
            yield from _objects(item, f"{path}.{key}" if path else key, key)
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[Json]", value)):
            yield from _objects(item, f"{path}[{index}]", name)
