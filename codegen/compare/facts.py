"""A file of names and types that were taken from a published description, as a surface.

The file is JSON with these keys, all of them optional:

    operations      list of {operation_id, http, path, parameters: [{name, in, required, schema}],
                    body: {schema} or null, responses: {status: {media type: reference}}}
    models          {name: {fields: [{json, type, required, required_today}]}}, with types as Python hints
    enums           {name: {members: {member: value}}}
    added_to_the_api_since   {properties: {model: {property: type}}, enum_values: {enum: [value]}}
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

from codegen.problems import DescriptionError

from .surface import Key, Part, Surface

if TYPE_CHECKING:
    from pathlib import Path

_HINTS = {"str": "string", "int": "integer", "bool": "boolean", "Decimal": "number", "float": "number", "Any": "any"}
_WORDS = {"array of ": "list of ", "map of ": "map of "}


def read_facts(path: Path) -> Surface:
    """Return the surface that a file describes.

    Raises:
        DescriptionError: The file cannot be read, or is not of this form.
    """
    try:
        return _surface(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise DescriptionError(message) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: not a file of names and types: {type(error).__name__}: {error}"
        raise DescriptionError(message) from None


def _surface(document: dict[str, Any]) -> Surface:
    surface: Surface = {}
    for operation in document.get("operations", []):
        surface |= _operation(operation)
    for name, model in document.get("models", {}).items():
        fields = [field for field in model["fields"] if "json" in field]
        surface |= {Key("schema", name): Part() for _ in fields[:1]}
        for field in fields:
            required = field.get("required_today", field.get("required", False))
            surface[Key("property", name, field["json"])] = Part(_from_hint(field["type"]), required)
    for name, enum in document.get("enums", {}).items():
        surface |= {Key("enum", name): Part() for _ in list(enum["members"])[:1]}
        surface |= {Key("value", name, value): Part() for value in enum["members"].values()}
    return surface | _additions(document.get("added_to_the_api_since", {}))


def _operation(operation: dict[str, Any]) -> Surface:
    name = operation["operation_id"]
    surface = {Key("operation", name): Part(f"{operation['http'].upper()} {operation['path']}")}
    parameters: list[dict[str, Any]] = operation.get("parameters") or []
    responses: dict[str, dict[str, Any]] = operation.get("responses") or {}
    for parameter in parameters:
        key = Key("parameter", name, f"{parameter['name']} ({parameter['in']})")
        surface[key] = Part(_from_schema(parameter.get("schema") or {}), bool(parameter.get("required")))
    if operation.get("body"):
        surface[Key("body", name)] = Part(_from_schema(operation["body"].get("schema")))
    for status, content in responses.items():
        schema = next(iter((content or {}).values()), "") if str(status).startswith("2") else ""
        surface[Key("response", name, str(status))] = Part(_from_schema(schema))
    return surface


def _additions(document: dict[str, Any]) -> Surface:
    surface: Surface = {}
    for name, properties in document.get("properties", {}).items():
        surface |= {Key("property", name, key): Part(_from_words(text)) for key, text in properties.items()}
    for name, values in document.get("enum_values", {}).items():
        surface |= {Key("value", name, value): Part() for value in values}
    return surface


def _from_hint(hint: str) -> str:
    """Convert `Optional[List[shared.Order]]` to `list of Order`."""
    hint = hint.strip()
    for outer, word in (("Optional[", ""), ("List[", "list of "), ("Dict[str, ", "map of ")):
        if hint.startswith(outer) and hint.endswith("]"):
            return word + _from_hint(hint[len(outer) : -1])
    return _HINTS.get(hint, hint.rpartition(".")[2])


def _from_schema(schema: Any) -> str:
    """Return the type of a JSON schema, of a reference, or of the name of a type."""
    if isinstance(schema, str):
        return "object" if schema.startswith("object") else schema.rpartition("/")[2]
    if not isinstance(schema, dict):
        return ""
    known = cast("dict[str, Any]", schema)
    if "$ref" in known:
        return str(known["$ref"]).rpartition("/")[2]
    if known.get("type") == "array":
        return f"list of {_from_schema(known.get('items') or {})}"
    if known.get("type") == "object" and isinstance(known.get("additionalProperties"), dict):
        return f"map of {_from_schema(known['additionalProperties'])}"
    return str(known.get("type") or "any")


def _from_words(text: str) -> str:
    """Convert `array of object {id: string}` to `list of object`."""
    for start, word in _WORDS.items():
        if text.startswith(start):
            return word + _from_words(text[len(start) :])
    return re.split(r"[\s({\[]", text.strip(), maxsplit=1)[0]
