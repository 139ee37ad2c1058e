"""What the sandbox's accounting software requires of a record, by the description and a few rules of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce.models import shared
from codatsynccommerce.models._push_options import NOT_OFFERED
from codatsynccommerce.sandbox.description import is_date, operations, properties, resolve, schema_name, types
from codatsynccommerce.sandbox.documents import Record
from codatsynccommerce.sandbox.routing import DATA_TYPES

if TYPE_CHECKING:
    from codatsynccommerce.sandbox.description import Schema


UNSUPPORTED = NOT_OFFERED
"""The reason of a problem that the accounting software ignores."""

_REQUIRED_BY_SOFTWARE = {
    "chartOfAccounts": {"name", "nominalCode"},
    "creditNotes": {"status", "issueDate"},
    "customers": {"customerName", "status"},
    "directIncomes": {"issueDate", "lineItems"},
    "invoices": {"issueDate", "dueDate", "status"},
    "journalEntries": {"postedOn", "journalLines"},
    "payments": {"date", "totalAmount"},
}
_SET_BY_SOFTWARE = {"id", "modifiedDate", "sourceModifiedDate", "metadata"}
_TYPES = {"string": "String", "integer": "Number", "number": "Number", "boolean": "Boolean", "array": "Array"}
_MAX_DEPTH = 4


@cache
def model_document(data_type: str) -> Record | None:
    """Return the model of a kind of record, as the API writes it. None for a kind that cannot be created."""
    for operation in operations():
        collection = operation.segments[-1]
        if "push" in operation.segments and DATA_TYPES.get(collection, collection) == data_type and operation.body:
            title = schema_name(operation.body).removeprefix("Accounting")
            document = _option(title, operation.body, required=True, depth=0)
            for name in _SET_BY_SOFTWARE & set(document["properties"]):
                del document["properties"][name]
            for name in _REQUIRED_BY_SOFTWARE.get(data_type, ()):
                document["properties"][name]["required"] = True
            return document
    return None


@cache
def model(data_type: str) -> shared.PushOption:
    """Return the model of a kind of record, with `problems_with`, which checks a record against it."""
    return cast("shared.PushOption", codec.decode(shared.PushOption, model_document(data_type)))


def _option(name: str, schema: Schema, *, required: bool, depth: int) -> Record:
    schema = resolve(schema)
    title = " ".join(re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)).capitalize()
    kind = next((_TYPES[name] for name in types(schema) if name in _TYPES), "Object")
    option: Record = {
        "type": "DateTime" if kind == "String" and is_date(schema) else kind,
        "displayName": title,
        "description": f"{title}.",
        "required": required,
    }
    if "enum" in schema:
        # A record must state its own status. What it holds may be of an unknown kind, such as an address.
        values = [value for value in schema["enum"] if depth > 1 or value != "Unknown"]
        option["options"] = [
            {"value": value, "type": "String", "displayName": value, "required": False} for value in values
        ]
    element = resolve(schema["items"]) if kind == "Array" else schema
    described = properties(element)
    if described and depth < _MAX_DEPTH:
        # A list that the description requires may be empty, which a model cannot say.
        needed = {key for key in element.get("required", ()) if "array" not in types(described[key])}
        option["properties"] = {
            key: _option(key, inner, required=key in needed, depth=depth + 1) for key, inner in described.items()
        }
    return option
