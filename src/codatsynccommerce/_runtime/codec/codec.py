"""Models to and from JSON: the one place that reads and writes them.

Decoding and encoding run as functions that are compiled for each class from its schema (`decoder`, `encoder`). If such
a function meets a value of the wrong shape, `diagnostics` walks the value again, slowly, to find its location.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast, overload

from .. import errors
from ..datetimes import format_datetime
from . import diagnostics, json_text
from .compiler import ShapeError
from .decoder import decoder
from .encoder import COMPACT, FULL, JsonStyle, encoder
from .null import NULL
from .schema import ANY, FieldType, field_type, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .json_text import Json

T = TypeVar("T")

# NotJsonError is a ValueError, and Python raises one of its own for an integer of more than 4,300 digits.
_WRONG = (ShapeError, ValueError, TypeError, AttributeError, RecursionError)


def parse(text: str | bytes) -> Json:
    """Read JSON text into plain values, fractions as Decimal.

    Raises:
        errors.ResponseDecodeError: The text is not JSON.
    """
    try:
        return json_text.parse(text)
    except json_text.NotJsonError as error:
        message = f"the JSON cannot be read: {error}"
        raise errors.ResponseDecodeError(message) from None


@overload
def decode(hint: type[T], value: object) -> T: ...
@overload
def decode(hint: object, value: object) -> object: ...
def decode(hint: object, value: object) -> object:
    """Read plain values, which are used up, into what a type hint says: a model, or a list or map of models.

    Raises:
        errors.ResponseDecodeError: A value has the wrong shape; the text names the place.
    """
    expected = field_type(hint)
    try:
        return decoder(expected)(value)
    except _WRONG:
        pass
    raise errors.ResponseDecodeError(diagnostics.reading_problem(expected, value))


def decode_tolerantly(hint: object, value: object) -> tuple[object, tuple[str, ...]]:
    """Read plain values as `decode` does, but keep odd values within items of lists as they were sent.

    Returns:
        What was read, and where values were kept as sent: `results[17].quantity: expected a number, got text 'abc'`.

    Raises:
        errors.ResponseDecodeError: A value outside of every list has the wrong shape; the text names the place.
    """
    expected = field_type(hint)
    try:
        return decoder(expected)(value), ()
    except _WRONG:
        pass
    reader = diagnostics.TolerantReader()
    try:
        return reader.read(expected, value), tuple(reader.problems)
    except _WRONG:
        pass
    raise errors.ResponseDecodeError(diagnostics.reading_problem(expected, value))


def copied(hint: object, value: object) -> object:
    """Return a copy of plain values that the caller keeps, with names of fields replaced by JSON names."""
    return _copied(field_type(hint), value)


def _copied(expected: FieldType, value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_copied(expected.item or ANY, item) for item in cast("Iterable[object]", value)]
    if not isinstance(value, dict):
        return value
    values = cast("dict[object, object]", value)
    if expected.kind != "model":
        return {key: _copied(expected.item or ANY, item) for key, item in values.items()}
    schema = schema_of(expected.cls)
    fields = [field for field in schema.fields if field.name in values]
    copy: dict[object, object] = {field.json_name: _copied(field.type, values[field.name]) for field in fields}
    types: dict[object, FieldType] = {field.json_name: field.type for field in schema.fields}
    names = {field.name for field in schema.fields} - types.keys()
    if schema.accepts_extra and isinstance(values.get("extra"), (dict, type(None))):
        names.add("extra")
        copy |= cast("dict[object, object]", _copied(ANY, values.get("extra")) or {})
    return copy | {key: _copied(types.get(key, ANY), item) for key, item in values.items() if key not in names}


def encode(hint: object, value: object) -> str:
    """Write a value as JSON text: None left out, NULL as null, decimals exact.

    Raises:
        errors.RequestError: JSON cannot hold the value; the text names the place.
    """
    return _written(field_type(hint), value, COMPACT)


def _written(expected: FieldType, value: object, style: JsonStyle) -> str:
    try:
        text = encoder(expected, style)(value)
    except _WRONG:
        pass
    else:
        problem = diagnostics.writing_problem(expected, value) if json_text.has_lone_surrogate(text) else None
        if problem is None:
            return text
        raise errors.RequestError(problem)
    problem = diagnostics.writing_problem(expected, value)
    raise errors.RequestError(problem or "the body cannot be sent: it is nested too deeply, or it holds itself")


def to_json(model: object, formats: dict[str, object]) -> str:
    """Return a model as JSON text by JSON names, as `json.dumps` lays it out.

    Arguments:
        model: The model.
        formats: What `json.dumps` takes.

    Raises:
        errors.RequestError: JSON cannot hold a value.
    """
    if not formats:
        cls: type = model.__class__
        try:
            text = encoder(field_type(cls), FULL)(model)
        except _WRONG:
            pass  # A model may hold what no request may, which json.dumps may still be able to write.
        else:
            return text
    return dumps(model, formats)


def dumps(value: object, formats: dict[str, object]) -> str:
    """Return a value that may hold models as `json.dumps` lays it out, decimals exact.

    Raises:
        errors.RequestError: JSON cannot hold a value.
    """
    try:
        return json_text.dumps(_plain(value, encode_json=False), formats)
    except RecursionError:
        reason = "it is nested too deeply, or it holds itself"
    except ValueError as error:
        reason = str(error)
    message = f"{type(value).__name__} cannot be written as JSON: {reason}"
    raise errors.RequestError(message)


def to_dict(model: object, *, encode_json: bool = False) -> dict[str, object]:
    """Return a model as a dict by JSON names.

    A field that is None is included if the API's description requires the field or allows null in it, as in 0.2.0.

    Arguments:
        model: The model.
        encode_json: Whether every value becomes one that `json.dumps` takes.

    Raises:
        errors.RequestError: `encode_json` is True and JSON cannot hold a value.
    """
    cls: type = model.__class__
    values = {
        field.json_name: _plain(value, encode_json=encode_json)
        for field in schema_of(cls).fields
        if (value := getattr(model, field.name)) is not None or field.shows_null
    }
    extra = _plain(getattr(model, "extra", None), encode_json=encode_json)
    return {**values, **cast("dict[str, object]", extra or {})}


def _plain(value: object, *, encode_json: bool) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(item, encode_json=encode_json) for item in cast("Iterable[object]", value)]
    if isinstance(value, dict):
        return {key: _plain(item, encode_json=encode_json) for key, item in cast("dict[object, object]", value).items()}
    if hasattr(value, "__dataclass_fields__"):
        return to_dict(value, encode_json=encode_json)
    return _json_value(value) if encode_json else value


def plain_json(value: object) -> object:
    """Return a value that may hold models and amounts as plain values that `json.dumps` writes.

    Raises:
        errors.RequestError: JSON cannot hold a value.
    """
    return _plain(value, encode_json=True)


def _json_value(value: object) -> object:
    """Return a scalar as one that `json.dumps` writes: enums and dates as text, a Decimal as an int or a float.

    Raises:
        errors.RequestError: JSON cannot hold the value.
    """
    try:
        if isinstance(value, Decimal):
            return json_text.native_number(value)
        if isinstance(value, float):
            return float(json_text.number(value))
        if isinstance(value, date):
            return format_datetime(value)
    except ValueError as error:
        message = f"a value cannot be written as JSON: {error}"
        raise errors.RequestError(message) from None
    if value is NULL:
        return None
    return value.value if isinstance(value, Enum) and hasattr(value, "is_known") else value
