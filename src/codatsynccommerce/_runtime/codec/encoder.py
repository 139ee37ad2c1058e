"""Models to JSON text, by functions compiled for each class, in two styles: as sent, and as saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple, cast

from . import json_text
from .compiler import FunctionBuilder, ShapeError
from .json_text import NotJsonError, quoted
from .null import NULL
from .records import record_from_dict
from .schema import FieldType, ModelSchema, field_type, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class JsonStyle(NamedTuple):
    """How JSON text is laid out, and whether fields that are None can be written as null."""

    comma: str
    colon: str
    nulls: bool


COMPACT = JsonStyle(",", ":", nulls=False)
"""What a request holds: nothing that is None. NULL becomes null, and text in place of an amount its number."""
FULL = JsonStyle(", ", ": ", nulls=True)
"""What `json.dumps` writes: a field that is None is null where the description allows null, else left out."""


@cache
def encoder(field_type: FieldType, style: JsonStyle = COMPACT) -> Callable[[object], str]:
    """Return the function that writes values of a type as JSON text. It raises ShapeError or NotJsonError.

    Its text may hold half of a surrogate pair: see `json_text.has_lone_surrogate`.
    """
    others = _Others(style)
    builder: FunctionBuilder[str] = FunctionBuilder(
        Decimal=Decimal,
        quoted=quoted,
        scalar=_scalar,
        amount=others.amount,
        anything=others.anything,
        array=others.array,
        mapping=others.mapping,
    )
    if field_type.kind == "model":
        builder.names |= {"cls": field_type.cls, "record": others.record, "extra": others.extra}
        return builder.compile(_model_lines(builder, schema_of(field_type.cls), style))
    return builder.compile(["v = d", f"return {_text(builder, field_type, style)}"])


def _model_lines(builder: FunctionBuilder[str], schema: ModelSchema, style: JsonStyle) -> list[str]:
    """Return the lines that write the text of each field and then join them.

    The text of a field that is left out is empty, which costs less than a list of the fields that are present. Each but
    the first starts with its comma. If the first field is left out, the comma of the next one is removed.
    """
    builder.names["known"] = frozenset(field.json_name for field in schema.fields)
    lines = ["if d.__class__ is not cls: return record(d, cls)", "t0 = e = ''"]
    for number, field in enumerate(schema.fields):
        key = f"{style.comma if number else ''}{quoted(field.json_name)}{style.colon}"
        missing = f"{key}null" if style.nulls and field.shows_null else ""
        text = f"{key!r} + {_text(builder, field.type, style)}"
        if field.type.kind == "decimal":  # One f-string costs less than `str` and `+`.
            exact = key.replace("{", "{{").replace("}", "}}") + "{v!s}"
            text = f"f{exact!r} if v.__class__ is Decimal and v.is_finite() else {key!r} + amount(v)"
        lines += [f"v = d.{field.name}", f"t{number} = {missing!r} if v is None else {text}"]
    if schema.accepts_extra:
        lines.append(f"if d.extra: e = {style.comma!r} + extra(d.extra, known)")
    others = "".join(f"{{t{number}}}" for number in range(1, len(schema.fields))) + "{e}"
    return [
        *lines,
        f"if t0: return f'{{{{{{t0}}{others}}}}}'",
        f"s = f'{others}'",
        f"return f'{{{{{{s[{len(style.comma)}:]}}}}}}'",
    ]


def _text(builder: FunctionBuilder[str], field_type: FieldType, style: JsonStyle) -> str:
    """Return the expression for the JSON text of the value `v`, which is not None."""
    kind, item = field_type.kind, field_type.item
    if kind == "string":
        return "(quoted(v) if v.__class__ is str else scalar(v))"
    if kind == "enum":
        return f"(quoted(v) if v.__class__ is {builder.name(field_type.cls)} else scalar(v))"
    if kind == "integer":
        return "(repr(v) if v.__class__ is int else scalar(v))"
    if kind == "boolean":
        return "('true' if v is True else 'false' if v is False else scalar(v))"
    if kind == "decimal":
        return "(str(v) if v.__class__ is Decimal and v.is_finite() else amount(v))"
    if kind == "model":
        return f"{builder.name_later(partial(encoder, style=style), field_type)}(v)"
    if kind == "list" and item:
        each = builder.name_later(partial(encoder, style=style), item)
        texts = f"{style.comma!r}.join([{each}(x) for x in v])"
        return f"('[' + {texts} + ']' if v.__class__ is list else array(v, {each}))"
    if kind == "map" and item:
        return f"mapping(v, {builder.name_later(partial(encoder, style=style), item)})"
    return "anything(v)"


def _scalar(value: object) -> str:
    if isinstance(value, (dict, list, tuple)):
        raise ShapeError
    return json_text.scalar(value)


class _Others(NamedTuple):
    """Writes what compiled functions do not: values of an unusual class, lists, maps, and keys without a field."""

    style: JsonStyle

    def amount(self, value: object) -> str:
        if value is None or value is NULL:
            return "null"
        # Saved text stays text, as `to_dict` returns it.
        if isinstance(value, (int, float, Decimal)) or (isinstance(value, str) and not self.style.nulls):
            return json_text.number(value)
        raise ShapeError

    def array(self, value: object, each: Callable[[object], str]) -> str:
        if value is None or value is NULL:
            return "null"
        if isinstance(value, (list, Sequence)) and not isinstance(value, (str, bytes, bytearray)):
            return f"[{self.style.comma.join([each(item) for item in cast('Iterable[object]', value)])}]"
        raise ShapeError

    def mapping(self, value: object, each: Callable[[object], str]) -> str:
        if value is None or value is NULL:
            return "null"
        if isinstance(value, (dict, Mapping)):
            colon = self.style.colon
            pairs = cast("dict[object, object]", value).items()
            return f"{{{self.style.comma.join([json_text.key(name) + colon + each(item) for name, item in pairs])}}}"
        raise ShapeError

    def record(self, value: object, cls: type) -> str:
        """Write a value that takes the place of a model: a dict, a model of a subclass, or null."""
        if value is None or value is NULL:
            return "null"
        if isinstance(value, cls):
            return encoder(FieldType("model", type(value)), self.style)(value)
        if isinstance(value, (dict, Mapping)):
            if self.style.nulls:  # Saved as it was given.
                return self.anything(cast("object", value))
            record = record_from_dict(cls, cast("dict[object, object]", value))
            return encoder(FieldType("model", cls), self.style)(record)
        raise ShapeError

    def anything(self, value: object) -> str:
        if isinstance(value, (dict, Mapping)):
            return self.mapping(cast("object", value), self.anything)
        if isinstance(value, (list, tuple)):
            return self.array(cast("object", value), self.anything)
        if is_dataclass(value) and not isinstance(value, type):
            return encoder(field_type(type(value)), self.style)(value)
        return json_text.scalar(value)

    def extra(self, extra: Iterable[object], known: frozenset[str]) -> str:
        """Write the keys that a model has no field for."""
        for name in extra:
            if name in known:
                message = f"extra holds {name!r}, which is a field of the model: set the field"
                raise NotJsonError(message)
        return self.mapping(extra, self.anything)[1:-1]
