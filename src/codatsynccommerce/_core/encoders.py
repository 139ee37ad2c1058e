"""Models to JSON text, as straight code for each class: None left out, NULL as null, decimals exact."""

from __future__ import annotations

from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from . import jsontext
from .jsontext import NotJsonError, quoted
from .null import NULL
from .plan import Kind, Plan, plan
from .straightcode import ShapeError, StraightCode

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def encoder(kind: Kind) -> Callable[[Any], str]:
    """Give the function that writes values of a kind as JSON text. It raises ShapeError or NotJsonError."""
    code = StraightCode(
        Decimal=Decimal, quoted=quoted, scalar=_scalar, amount=_amount, anything=_anything, array=_array, object=_object
    )
    if kind.name == "model":
        return code.function(_model(code, plan(kind.of)))
    return code.function(["v = d", f"return {_text(code, kind)}"])


def _model(code: StraightCode, made: Plan) -> list[str]:
    code.names |= {"kind": made.of, "other": _other, "extra": _extra}
    code.names["known"] = frozenset(slot.key for slot in made.slots)
    lines = ["if d.__class__ is not kind: return other(d, kind)", "parts = []", "add = parts.append"]
    for slot in made.slots:
        key = quoted(slot.key) + ":"
        lines += [f"v = d.{slot.name}", f"if v is not None: add({key!r} + {_text(code, slot.kind)})"]
    if made.sends_extra:
        lines.append("if d.extra: extra(d.extra, known, add)")
    return [*lines, "return '{' + ','.join(parts) + '}'"]


def _text(code: StraightCode, kind: Kind) -> str:
    """Write the expression that gives the JSON text of the value `v`, which is not None."""
    if kind.name == "text":
        return "(quoted(v) if v.__class__ is str else scalar(v))"
    if kind.name in ("enum", "integer", "boolean"):
        return "scalar(v)"
    if kind.name == "money":
        return "(str(v) if v.__class__ is Decimal and v.is_finite() else amount(v))"
    if kind.name == "model":
        return f"{code.later(encoder, kind)}(v)"
    if kind.name == "list" and kind.item:
        each = code.later(encoder, kind.item)
        return f"('[' + ','.join([{each}(x) for x in v]) + ']' if v.__class__ is list else array(v, {each}))"
    if kind.name == "map" and kind.item:
        return f"object(v, {code.later(encoder, kind.item)})"
    return "anything(v)"


def _scalar(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        raise ShapeError
    return jsontext.scalar(value)


def _amount(value: Any) -> str:
    if value is None or value is NULL:
        return "null"
    if isinstance(value, (str, int, float, Decimal)):
        return jsontext.number(value)
    raise ShapeError


def _array(value: Any, each: Callable[[Any], str]) -> str:
    if value is None or value is NULL:
        return "null"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([each(item) for item in cast("list[Any]", value)]) + "]"
    raise ShapeError


def _object(value: Any, each: Callable[[Any], str]) -> str:
    if value is None or value is NULL:
        return "null"
    if isinstance(value, dict):
        pairs = cast("dict[Any, Any]", value)
        return "{" + ",".join([f"{jsontext.key(name)}:{each(item)}" for name, item in pairs.items()]) + "}"
    raise ShapeError


def _other(value: Any, kind: type) -> str:
    """Write what stands in the place of a model and is none of its own class."""
    if value is None or value is NULL:
        return "null"
    if isinstance(value, kind):
        return encoder(Kind("model", type(value)))(value)
    if isinstance(value, dict):
        return _anything(cast("Any", value))
    raise ShapeError


def _anything(value: Any) -> str:
    return jsontext.write(value, _as_model)


def _as_model(value: Any) -> str | None:
    if is_dataclass(value) and not isinstance(value, type):
        return encoder(Kind("model", type(value)))(value)
    return None


def _extra(extra: Any, known: frozenset[str], add: Callable[[str], None]) -> None:
    for name, item in extra.items():
        if name in known:
            message = f"extra names {name!r}, which is a field of the model: set the field"
            raise NotJsonError(message)
        add(f"{jsontext.key(name)}:{_anything(item)}")
