"""Whether the values of a request fit the schemas of the description."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from codatsynccommerce._runtime.codec import json_text

from .description import follow, resolve
from .documents import Json, Record
from .http import ApiError, ValidationItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .description import Operation, Parameter, Schema

_NOUNS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
    "null": "null",
}
_FORMATS = {
    "uuid": (re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE), "must be a UUID"),
    "uri": (re.compile(r"[a-z][a-z0-9+.-]*://[^\s/]\S*", re.IGNORECASE), "must be a URL"),
}
_MAX_DEPTH = 100
_INT32 = (-(2**31), 2**31 - 1)


def read_body(operation: Operation, body: bytes) -> Json:
    """Parse a body and check it against the description.

    Returns:
        The body as plain values, None where it is empty or the operation takes none. Null counts as missing where the
        description does not allow it, as it does for the API.

    Raises:
        ApiError: 400, with every error in `validation`.
    """
    if operation.body is None or not body.strip():
        return None
    try:
        value = json_text.parse(body)
    except json_text.NotJsonError as error:
        message = f"The body is not JSON: {error}."
        raise ApiError(400, message) from None
    if _depth(value) > _MAX_DEPTH:
        raise ApiError(400, "The body is nested too deeply.")
    items = list(errors_in(operation.body, value))
    if items:
        listed = "; ".join(f"{item.item_id or 'the body'} {item.message}" for item in items[:3])
        message = f"The body cannot be used: {listed}."
        raise ApiError(400, message, items)
    return _without_nulls(operation.body, value)


def read_query(operation: Operation, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Check a query string against the description.

    Returns:
        Values of the described parameters, as text. Others are ignored, as the API ignores them.

    Raises:
        ApiError: 400 for a value that does not fit, for a parameter given twice, and for a required one left out.
    """
    described = {parameter.name: parameter for parameter in operation.parameters if parameter.location == "query"}
    values: dict[str, str] = {}
    items: list[ValidationItem] = []
    for name, text in pairs:
        if name in values:
            items.append(ValidationItem(name, "is given twice", "Query"))
        elif name in described:
            values[name] = text
            items += text_errors(described[name], text)
    items += [
        ValidationItem(name, "is required", "Required")
        for name, parameter in described.items()
        if parameter.required and name not in values
    ]
    if items:
        listed = "; ".join(f"{item.item_id} {item.message}" for item in items[:3])
        message = f"The query string cannot be used: {listed}."
        raise ApiError(400, message, items)
    return values


def text_errors(parameter: Parameter, text: str) -> Iterator[ValidationItem]:
    """Yield what is wrong with the value of a parameter, which came as text."""
    expected = parameter.schema.get("type")
    value: Json = text
    if expected == "integer" and re.fullmatch(r"-?[0-9]{1,20}", text):
        value = int(text)
    elif expected == "boolean" and text.lower() in ("true", "false"):
        value = text.lower() == "true"
    yield from errors_in(parameter.schema, value, parameter.name)
    # In bodies a pattern refuses nothing: the API drops the characters of a name that its pattern does not allow.
    if "pattern" in parameter.schema and not re.fullmatch(parameter.schema["pattern"], text):
        yield ValidationItem(parameter.name, f"must match {parameter.schema['pattern']}", "Pattern")


def errors_in(schema: Schema, value: Json, path: str = "") -> Iterator[ValidationItem]:
    """Yield what is wrong with a value.

    Null counts as missing where it is the value of a property, as it does for the API.
    """
    schema = follow(schema)
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        yield from _choice_errors(choices, value, path)
        return
    types = schema.get("type", ())
    allowed = (types,) if isinstance(types, str) else tuple(types)
    if allowed and not any(_is_a(name, value) for name in allowed):
        yield ValidationItem(path, f"must be {_NOUNS[allowed[0]]}", "Type")
    elif isinstance(value, str):
        yield from _string_errors(schema, value, path)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        yield from _number_errors(schema, value, path)
    elif isinstance(value, list):
        yield from _array_errors(schema, cast("list[Json]", value), path)
    elif isinstance(value, dict):
        yield from _object_errors(schema, cast("Record", value), path)


def _choice_errors(choices: Iterable[Schema], value: Json, path: str) -> Iterator[ValidationItem]:
    found = [list(errors_in(choice, value, path)) for choice in choices]
    if all(found):
        yield from min(found, key=len)


def _string_errors(schema: Schema, value: str, path: str) -> Iterator[ValidationItem]:
    if "enum" in schema and value not in schema["enum"]:
        yield ValidationItem(path, f"must be one of {', '.join(schema['enum'])}", "Enum")
    if len(value) < schema.get("minLength", 0):
        yield ValidationItem(path, "must not be empty", "Length")
    if len(value) > schema.get("maxLength", len(value)):
        yield ValidationItem(path, f"must not be longer than {schema['maxLength']} characters", "Length")
    pattern, message = _FORMATS.get(schema.get("format", ""), (None, ""))
    if pattern and not pattern.fullmatch(value):
        yield ValidationItem(path, message, "Format")


def _number_errors(schema: Schema, value: Decimal | int, path: str) -> Iterator[ValidationItem]:
    smallest, largest = _INT32 if schema.get("format") == "int32" else (None, None)
    smallest, largest = schema.get("minimum", smallest), schema.get("maximum", largest)
    if smallest is not None and value < smallest:
        yield ValidationItem(path, f"must not be less than {smallest}", "Range")
    if largest is not None and value > largest:
        yield ValidationItem(path, f"must not be greater than {largest}", "Range")


def _array_errors(schema: Schema, value: list[Json], path: str) -> Iterator[ValidationItem]:
    for index, item in enumerate(value):
        yield from errors_in(schema.get("items", {}), item, f"{path}[{index}]")


def _object_errors(schema: Schema, value: Record, path: str) -> Iterator[ValidationItem]:
    described = schema.get("properties", {})
    for name in schema.get("required", ()):
        if value.get(name) is None:
            yield ValidationItem(joined(path, name), "is required", "Required")
    additional = schema.get("additionalProperties", True)
    for name, item in value.items():
        place = joined(path, name)
        if name in described:
            if item is not None:
                yield from errors_in(described[name], item, place)
        elif additional is not True:
            yield from errors_in(additional, item, place)


def joined(path: str, name: str) -> str:
    """Return the path of a property of what stands at a path."""
    return f"{path}.{name}" if path else name


def _without_nulls(schema: Schema, value: Json) -> Json:
    """Return a value that fits a schema without the properties that are null although they must not be."""
    schema = resolve(schema)
    if isinstance(value, list):
        return [_without_nulls(schema.get("items", {}), item) for item in cast("list[Json]", value)]
    if not isinstance(value, dict):
        return value
    described, additional = schema.get("properties", {}), schema.get("additionalProperties", {})
    kept: Record = {}
    for name, item in cast("Record", value).items():
        inner = described.get(name, additional if isinstance(additional, dict) else {})
        if item is not None or not any(errors_in(inner, None)):
            kept[name] = _without_nulls(inner, item)
    return kept


def _depth(value: Json) -> int:
    """Return how deeply lists and objects are nested in a value."""
    depth, level = 0, [value]
    while level := [item for outer in level for item in _items(outer)]:
        depth += 1
    return depth


def _items(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return cast("Record", value).values()
    return cast("list[Json]", value) if isinstance(value, list) else ()


def _is_a(name: str, value: Json) -> bool:
    if name == "null":
        return value is None
    if name == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if name == "integer":
        return isinstance(value, int) or (isinstance(value, Decimal) and value == value.to_integral_value())
    kinds: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "number": (int, Decimal),
        "array": list,
        "object": dict,
    }
    return isinstance(value, kinds[name])
