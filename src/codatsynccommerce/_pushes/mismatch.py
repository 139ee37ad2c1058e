"""Whether the response to a request about a push operation belongs to that request.

A cache or a broken gateway may send the response to the first request to every request. The ids in a response are
therefore compared with those of its request.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .._runtime.operation import Operation

_CREATE_PATH = re.compile(r"/push/([a-zA-Z]+)$")
_DATA_TYPES = {
    "accounts": "chartOfAccounts",
    "creditNotes": "creditNotes",
    "customers": "customers",
    "directIncomes": "directIncomes",
    "invoices": "invoices",
    "journalEntries": "journalEntries",
    "payments": "payments",
}
"""The data type that each path below `/push/` creates."""
_IGNORED = str.maketrans("", "", "-{} ")
"""Characters by which two spellings of one UUID or name may differ."""


def find_mismatch(operation: Operation[Any], request: Any, response: Any) -> str | None:
    """Return why a response cannot belong to its request, or None if it can.

    Arguments:
        operation: The operation that was called.
        request: Its request object.
        response: Its response. One without a push operation always fits.
    """
    state: Any = getattr(response, operation.payload or "", None)
    if not hasattr(state, "push_operation_key"):
        return None
    return (
        _differs("company", getattr(request, "company_id", None), state.company_id)
        or _differs("connection", getattr(request, "connection_id", None), state.data_connection_key)
        or _differs("push operation", getattr(request, "push_operation_key", None), state.push_operation_key)
        or data_type_differs(operation.path, state.data_type)
    )


def _differs(noun: str, expected: object, actual: object) -> str | None:
    """Compare two ids. An id that is missing or is not text proves nothing."""
    if expected is None or expected == actual or not isinstance(actual, str) or not actual:
        return None
    if normalized(expected) == normalized(actual):
        return None
    return f"it is about {noun} {actual!r:.60}, not {str(expected)!r:.60}"


def data_type_differs(path: str, actual: object) -> str | None:
    """Compare data types. A spelling that this release does not know proves nothing."""
    match = _CREATE_PATH.search(path) if actual else None
    expected = _DATA_TYPES.get(match[1]) if match else None
    value = getattr(actual, "value", actual)
    if expected is None or expected == value:
        return None
    data_type = _SPELLINGS.get(normalized(value))
    if data_type is None or _DATA_TYPES.get(data_type, data_type) == expected:
        return None
    return f"it is about {data_type}, not {expected}"


def normalized(value: object) -> str:
    """Return a text in which two spellings of one UUID or name are equal."""
    return str(value).translate(_IGNORED).casefold()


_SPELLINGS = {normalized(name): name for name in (*_DATA_TYPES, *_DATA_TYPES.values())}
"""The data types that this release knows."""
