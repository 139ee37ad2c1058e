"""Models to and from JSON: the one place that reads and writes them.

Decoding and encoding run as straight code, written for each class from its plan when the class is first met
(`decoders`, `encoders`). Only when that code finds a value of the wrong shape is the value walked again, slowly,
to say where it stands (`locate`).
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from .. import errors
from ..datetimes import format_datetime
from . import diagnostics as locate
from . import json_text as jsontext
from .compiler import ShapeError
from .decoder import decoder
from .encoder import FULL, encoder
from .schema import ANY, FieldType, field_type, schema_of

# NotJsonError is a ValueError, and Python raises one of its own for a whole number of more than 4,300 digits.
_WRONG = (ShapeError, ValueError, TypeError, AttributeError, RecursionError)


def parse(text: str | bytes) -> Any:
    """Read JSON text into plain values, fractions as Decimal."""
    try:
        return jsontext.parse(text)
    except jsontext.NotJsonError as problem:
        message = f"the JSON cannot be read: {problem}"
        raise errors.ResponseDecodeError(message) from None


def decode(hint: Any, value: Any) -> Any:
    """Read plain values, which are used up, into what a type hint says: a model, or a list or map of models."""
    kind = field_type(hint)
    try:
        return decoder(kind)(value)
    except _WRONG:
        pass
    raise errors.ResponseDecodeError(locate.reading(kind, value))


def copied(hint: Any, value: Any) -> Any:
    """Copy plain values that are not ours to use up, keys that are names of attributes put right."""
    return _copied(field_type(hint), value)


def _copied(kind: FieldType, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_copied(kind.item or ANY, one) for one in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    given = cast("dict[Any, Any]", value)
    if kind.kind != "model":
        return {key: _copied(kind.item or ANY, one) for key, one in given.items()}
    found = schema_of(kind.cls)
    made = {slot.json_name: _copied(slot.type, given[slot.name]) for slot in found.fields if slot.name in given}
    kinds = {slot.json_name: slot.type for slot in found.fields}
    names = {slot.name for slot in found.fields} - kinds.keys()
    if found.accepts_extra and isinstance(given.get("extra"), (dict, type(None))):
        names.add("extra")
        made |= _copied(ANY, given.get("extra")) or {}
    return made | {key: _copied(kinds.get(key, ANY), one) for key, one in given.items() if key not in names}


def encode(hint: Any, value: Any) -> str:
    """Write a value as JSON text: None left out, NULL as null, decimals exact."""
    kind = field_type(hint)
    try:
        return encoder(kind)(value)
    except _WRONG:
        pass
    raise errors.RequestError(locate.writing(kind, value))


def to_json(model: Any, formats: dict[str, Any]) -> str:
    """Give a model as JSON text by the names of the wire, None as null, as `json.dumps` lays it out.

    Arguments:
        model: The model.
        formats: What `json.dumps` takes.
    """
    if not formats:
        try:
            return encoder(field_type(model.__class__), FULL)(model)
        except _WRONG:
            pass  # A model may hold what no request may; json.dumps then says what it makes of it.
    return jsontext.pretty(to_dict(model), formats)


def to_dict(model: Any, *, plain: bool = False) -> dict[str, Any]:
    """Give a model as a dict by the names of the wire, None included.

    Arguments:
        model: The model.
        plain: Whether enums and dates become their text.
    """
    made = {
        slot.json_name: _plain(getattr(model, slot.name), plain=plain) for slot in schema_of(model.__class__).fields
    }
    return {**made, **(getattr(model, "extra", None) or {})}


def _plain(value: Any, *, plain: bool) -> Any:
    if isinstance(value, list):
        return [_plain(one, plain=plain) for one in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: _plain(one, plain=plain) for key, one in cast("dict[Any, Any]", value).items()}
    if hasattr(value, "__dataclass_fields__"):
        return to_dict(value, plain=plain)
    if plain and isinstance(value, date):
        return format_datetime(value)
    return value.value if plain and hasattr(value, "is_known") else value
