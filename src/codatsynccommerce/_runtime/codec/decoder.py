"""Plain JSON values to models, by functions compiled for each class.

Lists and maps are read in place: each dict is freed as soon as its model exists. A page then takes half the memory on
its way in, and the garbage collector runs a quarter less.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from . import json_text
from .compiler import FunctionBuilder, ShapeError
from .schema import FieldType, ModelSchema, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum


@cache
def decoder(field_type: FieldType) -> Callable[[object], object]:
    """Return the function that reads plain values of a type, and overwrites them. It raises ShapeError."""
    builder: FunctionBuilder[object] = FunctionBuilder(
        Decimal=Decimal, scalar=_scalar, amount=_amount, integers=_INTEGERS
    )
    if field_type.kind == "model":
        return builder.compile(_model_lines(builder, schema_of(field_type.cls)))
    return builder.compile(["v = d", *_value_lines(builder, field_type), "return v"])


def _model_lines(builder: FunctionBuilder[object], schema: ModelSchema) -> list[str]:
    # A class may check each attribute that is set. The values here need no check.
    setter: object = schema.cls.__setattr__
    is_checked = setter is not object.__setattr__
    builder.names |= {"cls": schema.cls, "new": object.__new__, "set": object.__setattr__, "other": _other}

    def set_line(name: str, value: str) -> str:
        return f"set(o, {name!r}, {value})" if is_checked else f"o.{name} = {value}"

    lines = ["if d.__class__ is not dict: return other(d, cls)", "o = new(cls)"]
    for field in schema.fields:
        lines += [f"v = d.get({field.json_name!r})", *_value_lines(builder, field.type), set_line(field.name, "v")]
    if schema.accepts_extra:
        lines.append(set_line("extra", "None"))
    if schema.keeps_extra:
        builder.names["known"] = frozenset(field.json_name for field in schema.fields)
        unknown = "{k: x for k, x in d.items() if k not in known}"
        lines.append(f"if d.keys() - known: {set_line('extra', unknown)}")
    return [*lines, "return o"]


def _value_lines(builder: FunctionBuilder[object], field_type: FieldType) -> list[str]:
    """Return the lines that turn the plain value `v` into a value of a type."""
    kind, item = field_type.kind, field_type.item
    if kind in _SCALARS:
        return [f"if {_CLASS} is not {_SCALARS[kind]} and v is not None: scalar(v)"]
    if kind == "decimal":
        number = f"integers[v] if {_CLASS} is int else amount(v)"
        return [f"if {_CLASS} is not Decimal and v is not None: v = {number}"]
    if kind == "enum":
        return [f"if v is not None: v = {builder.name(_Members(field_type.cls))}[v]"]
    if kind == "model":
        return [f"if v is not None: v = {builder.name_later(decoder, field_type)}(v)"]
    if kind == "list" and item:
        each = builder.name_later(decoder, item)
        return [
            "if v is not None:",
            "  if v.__class__ is not list: raise ShapeError",
            f"  for i, x in enumerate(v): v[i] = {each}(x)",
        ]
    if kind == "map" and item:
        each = builder.name_later(decoder, item)
        return [
            "if v is not None:",
            "  if v.__class__ is not dict: raise ShapeError",
            f"  for k, x in v.items(): v[k] = {each}(x)",
        ]
    return []


_CLASS = "type(v)" if sys.version_info < (3, 11) else "v.__class__"  # Whichever of the two is faster.
_SCALARS = {"string": "str", "integer": "int", "boolean": "bool"}


class _Members(dict[object, object]):
    """The members of an enum by their text. Unknown text becomes an unknown member, which is not kept here."""

    def __init__(self, cls: type[Enum]) -> None:
        super().__init__({member.value: member for member in cls})
        self.cls = cls

    def __missing__(self, value: object) -> object:
        return self.cls(value) if isinstance(value, str) else value


class _Integers(dict[int, Decimal]):
    """Integers as Decimal. Small ones, such as quantities, are made once."""

    def __missing__(self, value: int) -> Decimal:
        return Decimal(value)


_INTEGERS = _Integers((value, Decimal(value)) for value in range(256))


def _other(value: object, cls: type) -> object:
    if value is None or isinstance(value, cls):
        return value
    raise ShapeError


def _scalar(value: object) -> None:
    # A scalar of another type is kept as it was sent: one odd value must not cost the response.
    if isinstance(value, (dict, list)):
        raise ShapeError


def _amount(value: object) -> Decimal:
    if isinstance(value, (str, int, float, Decimal)):
        try:
            return Decimal(json_text.number(value))
        except json_text.NotJsonError:
            pass
    raise ShapeError
