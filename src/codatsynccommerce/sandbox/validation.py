"""Whether a body fits the model that the API's description gives for it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from codatsynccommerce._runtime.codec import json_text as jsontext
from codatsynccommerce._runtime.codec.schema import FieldType, field_type, schema_of

from .responses import Finding, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALARS: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "text"),
    "enum": ((str,), "text"),
    "integer": ((int,), "a whole number"),
    "decimal": ((int, Decimal), "a number"),
    "boolean": ((bool,), "true or false"),
}


def read_body(hint: Any, body: bytes) -> tuple[Any, tuple[Finding, ...]]:
    """Read a body and check it.

    Arguments:
        hint: Type of the body by the description, None where there is none.
        body: The body as it came.

    Returns:
        The body as plain values (None where it is empty), and what is odd about it though it is taken.

    Raises:
        Problem: 400, with every error in `validation`.
    """
    if not body.strip() or hint is None:
        return None, ()
    try:
        value = jsontext.parse(body)
    except jsontext.NotJsonError as problem:
        raise Problem(400, f"The body is not JSON: {problem}.") from None
    errors: list[Finding] = []
    warnings: list[Finding] = []
    for finding, serious in findings(field_type(hint), value, ""):
        (errors if serious else warnings).append(finding)
    if errors:
        shown = "; ".join(f"{one.item_id or 'the body'} {one.message}" for one in errors[:3])
        raise Problem(400, f"The body cannot be used: {shown}.", errors)
    return value, tuple(warnings)


def findings(kind: FieldType, value: Any, path: str) -> Iterator[tuple[Finding, bool]]:
    """Give all that is wrong with a value (True) or odd about it (False)."""
    if kind.kind == "model":
        yield from _model(kind, value, path)
    elif kind.kind == "list" and kind.item:
        yield from _container(kind.item, value, path)
    elif kind.kind == "map" and kind.item:
        yield from _map(kind.item, value, path)
    elif kind.kind in _SCALARS:
        types, words = _SCALARS[kind.kind]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            yield _wrong(path, words)
        elif kind.kind == "enum" and value not in [one.value for one in kind.cls]:
            yield Finding(path, f"has a value that is not described: {value}", "Enum"), False


def _model(kind: FieldType, value: Any, path: str) -> Iterator[tuple[Finding, bool]]:
    if not isinstance(value, dict):
        yield _wrong(path, "an object")
        return
    given = cast("dict[str, Any]", value)
    slots = {slot.json_name: slot for slot in schema_of(kind.cls).fields}
    for key, slot in slots.items():
        place = f"{path}.{key}" if path else key
        if given.get(key) is not None:
            yield from findings(slot.type, given[key], place)
        elif slot.name in _required(kind.cls):
            yield Finding(place, "is required", "Required"), True
    for key in given:
        if key not in slots:
            place = f"{path}.{key}" if path else key
            yield Finding(place, f"{place} is not supported, and is ignored", "Unknown"), False


def _container(item: FieldType, value: Any, path: str) -> Iterator[tuple[Finding, bool]]:
    if not isinstance(value, list):
        yield _wrong(path, "an array")
        return
    for index, one in enumerate(cast("list[Any]", value)):
        yield from findings(item, one, f"{path}[{index}]")


def _map(item: FieldType, value: Any, path: str) -> Iterator[tuple[Finding, bool]]:
    if not isinstance(value, dict):
        yield _wrong(path, "an object")
        return
    for key, one in cast("dict[str, Any]", value).items():
        if one is not None:
            yield from findings(item, one, f"{path}.{key}" if path else key)


def _wrong(path: str, words: str) -> tuple[Finding, bool]:
    return Finding(path, f"must be {words}", "Type"), True


@cache
def _required(model: type) -> frozenset[str]:
    return frozenset(one.name for one in fields(model) if one.default is MISSING and one.default_factory is MISSING)
