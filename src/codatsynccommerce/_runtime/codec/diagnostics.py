"""Where in a value the wrong shape stands, and what was expected: the text of codec errors.

Runs only after straight code has failed, so it may take its time.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from . import encoder as encoders
from .compiler import ShapeError
from .decoder import decoder
from .schema import FieldType, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXPECTED = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "decimal": "a number",
    "enum": "text",
    "model": "an object",
    "list": "an array",
    "map": "an object",
}


def reading(kind: FieldType, value: Any) -> str:
    """Say what is wrong with a value that was read."""
    for path, inner, found in _walk(kind, value, "", by_key=True):
        if found is not None and not _reads(inner, found):
            return f"{path or 'the answer'}: expected {_EXPECTED.get(inner.kind, 'a value')}, got {_shown(found)}"
    return "the answer is nested too deeply"


def writing(kind: FieldType, value: Any) -> str:
    """Say what is wrong with a value that was to be sent."""
    for path, inner, found in _walk(kind, value, "", by_key=False):
        try:
            encoders.encoder(inner)(found)
        except (ShapeError, TypeError, AttributeError):
            reason = f"expected {_EXPECTED.get(inner.kind, 'a value')}, got {_shown(found)}"
        except ValueError as problem:
            reason = str(problem)
        except RecursionError:
            continue
        else:
            continue
        return f"{path or 'the body'} cannot be sent: {reason}"
    return "the body cannot be sent: it is nested too deeply, or holds itself"


def _reads(kind: FieldType, value: Any) -> bool:
    if kind.kind == "model":
        return isinstance(
            value, (dict, kind.cls)
        )  # Lists are read in place: what was read before the failure is a model.
    if kind.kind == "map":
        return isinstance(value, dict)
    if kind.kind == "list":
        return isinstance(value, list)
    try:
        decoder(kind)(value)
    except (ShapeError, TypeError):
        return False
    return True


def _walk(
    kind: FieldType, value: Any, path: str, *, by_key: bool, depth: int = 0
) -> Iterator[tuple[str, FieldType, Any]]:
    """Give every value with its place, the innermost first."""
    if depth > _DEEPEST:
        return
    inner: list[tuple[str, FieldType, Any]] = []
    if kind.kind == "list" and kind.item and isinstance(value, list):
        inner = [(f"{path}[{index}]", kind.item, one) for index, one in enumerate(cast("list[Any]", value))]
    elif kind.kind == "map" and kind.item and isinstance(value, dict):
        inner = [(f"{path}[{key!r}]", kind.item, one) for key, one in cast("dict[Any, Any]", value).items()]
    elif kind.kind == "model":
        for slot in schema_of(kind.cls).fields:
            place = f"{path}." if path else ""
            if by_key and isinstance(value, dict):
                inner.append((place + slot.json_name, slot.type, cast("dict[str, Any]", value).get(slot.json_name)))
            elif not by_key:
                inner.append((place + slot.name, slot.type, getattr(cast("Any", value), slot.name, None)))
    for place, item, one in inner:
        if one is not None:
            yield from _walk(item, one, place, by_key=by_key, depth=depth + 1)
    yield path, kind, value


_DEEPEST = 100


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, (bool, int, float, Decimal)):
        return str(value).lower()[:40]
    return f"text {value[:40]!r}" if isinstance(value, str) else f"a {type(value).__name__}"
