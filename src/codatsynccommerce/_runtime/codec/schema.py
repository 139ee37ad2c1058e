"""The schema of a class as the codec needs it: its fields, their JSON names and the type of each value.

A schema is read once for each class, from its dataclass fields and type hints alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

_WORD_START = re.compile(r"_([a-z0-9])")


class FieldType(NamedTuple):
    """The type of a value.

    Attributes:
        kind: `string`, `integer`, `boolean`, `decimal`, `enum`, `model`, `list`, `map` or `any`.
        cls: The class of an enum or model, else `object`.
        item: The type of the values in a list or map.
    """

    kind: str
    cls: type = object
    item: FieldType | None = None


STRING, INTEGER, BOOLEAN, DECIMAL, ANY = map(FieldType, ("string", "integer", "boolean", "decimal", "any"))
_SCALARS: dict[object, FieldType] = {str: STRING, int: INTEGER, bool: BOOLEAN, Decimal: DECIMAL, Any: ANY}


class FieldSpec(NamedTuple):
    """One field of a class.

    Attributes:
        name: Its name in Python.
        json_name: Its name in JSON.
        type: Its type.
        shows_null: Whether `to_dict` and `to_json` show it while it is None: the description requires the field or
            allows null in it.
    """

    name: str
    json_name: str
    type: FieldType
    shows_null: bool = True


class ModelSchema(NamedTuple):
    """One class.

    Attributes:
        cls: The class.
        fields: Its fields, `extra` excluded.
        accepts_extra: Whether JSON keys without a field can be sent, in `extra`.
        keeps_extra: Whether JSON keys without a field are kept in `extra` when the class is read.
    """

    cls: type
    fields: tuple[FieldSpec, ...]
    accepts_extra: bool
    keeps_extra: bool


@cache
def schema_of(model: type) -> ModelSchema:
    """Return the schema of a dataclass."""
    hints = get_type_hints(model)
    specs = [
        FieldSpec(
            field.name,
            field.metadata.get("json_name") or camel_case(field.name),
            field_type(hints[field.name]),
            shows_null=field.metadata.get("nullable", False) or type(None) not in get_args(hints[field.name]),
        )
        for field in fields(model)
        if field.name != "extra"
    ]
    return ModelSchema(
        cls=model,
        fields=tuple(specs),
        accepts_extra="extra" in hints,
        keeps_extra=getattr(model, "KEEPS_EXTRA", False),
    )


def camel_case(name: str) -> str:
    """Return the usual JSON name of a field: `source_modified_date` becomes `sourceModifiedDate`."""
    return _WORD_START.sub(lambda match: match[1].upper(), name)


@cache
def field_type(hint: object) -> FieldType:
    """Return the type that a type hint describes. Optional makes no difference: any value may be missing or null."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Union or type(hint).__name__ == "UnionType":
        members = [field_type(member) for member in arguments if member is not type(None)]
        return members[0] if len(members) == 1 else ANY
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return FieldType("list", item=field_type(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return FieldType("map", item=field_type(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return FieldType("enum", hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return FieldType("model", hint)
    return ANY
