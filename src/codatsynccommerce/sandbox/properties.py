"""Properties of a record by the names that callers use in `query` and `orderBy`."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

from codatsynccommerce._runtime.codec.schema import schema_of
from codatsynccommerce._runtime.datetimes import parse_datetime

from .responses import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._runtime.codec.schema import FieldType

    from .store import Record

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
_SCALARS = frozenset({"string", "enum", "integer", "decimal", "boolean"})


def property_of(name: str, row: FieldType) -> tuple[Callable[[Record], Any], FieldType]:
    """Find a property, such as `totalAmount` or `customerRef.id`: what reads it from a record, and its kind.

    Raises:
        Problem: 400 where a row has no such property, or it is no single value.
    """
    words, kind = name.split("."), row
    for word in words:
        slots = schema_of(kind.cls).fields if kind.kind == "model" else ()
        slot = next((one for one in slots if one.json_name == word), None)
        if slot is None:
            raise _unknown(name, row)
        kind = slot.type
    if kind.kind not in _SCALARS:
        raise _unknown(name, row)

    def value(record: Record) -> Any:
        found: Any = record
        for word in words:
            found = cast("Record", found).get(word) if isinstance(found, dict) else None
        return found

    return value, kind


def sort_key(name: str, row: FieldType) -> Callable[[Record], Any]:
    """Make the function to sort rows by. Those without the property come first.

    Raises:
        Problem: 400 where a row has no such property.
    """
    value, _ = property_of(name, row)

    def key(record: Record) -> tuple[bool, Any]:
        found = value(record)
        return (found is not None, found)

    return key


def reader(kind: FieldType, text: str) -> tuple[Callable[[Any], Any], bool]:
    """Say how a property and the text that it is compared with become comparable, and whether one can be the greater.

    Raises:
        Problem: 400 where the property is a number and the text is none.
    """
    if kind.kind in ("integer", "decimal"):
        if _number(text) is None:
            raise Problem(400, f"{text!r} is no number.")
        return _number, True
    if kind.kind == "boolean":
        return lambda value: None if value is None else str(value).lower(), False
    if _moment(text) is not None:
        return _moment, True
    return lambda value: value, False


def _number(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None


def _moment(value: Any) -> datetime | None:
    """Read a date. One without a zone is taken as UTC, as the API takes a bare day."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        found = parse_datetime(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def _unknown(name: str, row: FieldType) -> Problem:
    return Problem(400, f"Could not resolve property {name} on {row.cls.__name__}.")
