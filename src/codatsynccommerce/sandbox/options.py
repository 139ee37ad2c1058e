"""What the sandbox's accounting software wants of a record: made from the model of the record, and a few rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.codec.schema import FieldType, schema_of
from codatsynccommerce.models import shared

from .responses import Answer, Problem, answer

if TYPE_CHECKING:
    from .routes import Call
    from .store import Record, State

_MODELS: dict[str, type] = {
    "chartOfAccounts": shared.AccountingAccount,
    "creditNotes": shared.AccountingCreditNote,
    "customers": shared.AccountingCustomer,
    "directIncomes": shared.AccountingDirectIncome,
    "invoices": shared.AccountingInvoice,
    "journalEntries": shared.AccountingJournalEntry,
    "payments": shared.AccountingPayment,
}
_REQUIRED = {
    "chartOfAccounts": {"name", "nominalCode"},
    "creditNotes": {"status", "issueDate"},
    "customers": {"customerName", "status"},
    "directIncomes": {"issueDate", "lineItems"},
    "invoices": {"issueDate", "dueDate", "status"},
    "journalEntries": {"postedOn", "journalLines"},
    "payments": {"date", "totalAmount"},
}
_SET_BY_THE_SOURCE = {"id", "modifiedDate", "sourceModifiedDate", "metadata"}
_TYPES = {"string": "String", "integer": "Number", "decimal": "Number", "boolean": "Boolean", "enum": "String"}
_DEEPEST = 4


def model(state: State, call: Call) -> Answer:
    """Give the model of a kind of record that can be created."""
    del state
    data_type = call.values["data_type"]
    if data_type not in _MODELS:
        raise Problem(404, f"Datatype {data_type} not supported by platform Xero.")
    kind = _MODELS[data_type]
    made = _option(kind.__name__.removeprefix("Accounting"), FieldType("model", kind), required=True, depth=0)
    properties = made["properties"]
    for name in _SET_BY_THE_SOURCE & set(properties):
        del properties[name]
    for name in _REQUIRED[data_type]:
        properties[name]["required"] = True
    return answer(made)


def _option(name: str, kind: FieldType, *, required: bool, depth: int) -> Record:
    shown = " ".join(re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)).capitalize()
    kind_name = "DateTime" if name.endswith(("Date", "On")) else _TYPES.get(kind.kind, "Object")
    made: dict[str, Any] = {"type": kind_name, "displayName": shown, "description": f"{shown}.", "required": required}
    inner = kind.item if kind.kind == "list" and kind.item else kind
    if kind.kind == "list":
        made["type"] = "Array"
    if kind.kind == "enum":
        values = [member.value for member in kind.cls if member.value != "Unknown"]
        made["options"] = [
            {"value": value, "type": "String", "displayName": value, "required": False} for value in values
        ]
    if inner.kind == "model" and depth < _DEEPEST:
        made["properties"] = {
            slot.json_name: _option(slot.json_name, slot.type, required=False, depth=depth + 1)
            for slot in schema_of(inner.cls).fields
        }
    return made
