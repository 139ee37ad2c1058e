"""Models to JSON text, as straight code for each class, in two forms: as they are sent, and as they are saved."""

from __future__ import annotations

from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from . import json_text as jsontext
from .compiler import FunctionBuilder, ShapeError
from .json_text import NotJsonError, quoted
from .null import NULL
from .schema import FieldType, ModelSchema, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable


class JsonStyle(NamedTuple):
    """How the text is laid out, and whether None is written as null or left out."""

    comma: str
    colon: str
    nulls: bool


COMPACT = JsonStyle(",", ":", nulls=False)
"""What a request holds: nothing that was not given. NULL is null, and text in the place of an amount its number."""
FULL = JsonStyle(", ", ": ", nulls=True)
"""What `json.dumps` writes: every field."""


@cache
def encoder(kind: FieldType, form: JsonStyle = COMPACT) -> Callable[[Any], str]:
    """Give the function that writes values of a kind as JSON text. It raises ShapeError or NotJsonError."""
    rest = _Rest(form)
    code = FunctionBuilder(
        Decimal=Decimal,
        true="true",
        false="false",
        quoted=quoted,
        scalar=_scalar,
        amount=rest.amount,
        anything=rest.anything,
        array=rest.array,
        object=rest.object,
    )
    if kind.kind == "model":
        code.names |= {"kind": kind.cls, "other": rest.other, "extra": rest.extra}
        return code.function(_model(code, schema_of(kind.cls), form))
    return code.function(["v = d", f"return {_text(code, kind, form)}"])


def _model(code: FunctionBuilder, made: ModelSchema, form: JsonStyle) -> list[str]:
    """Write the lines that make one text of each field, comma first, and then one of all.

    That costs less than a list of those that are there: the text of a field that is not is empty.
    """
    code.names["known"] = frozenset(slot.json_name for slot in made.fields)
    lines = ["if d.__class__ is not kind: return other(d, kind)"]
    for number, slot in enumerate(made.fields):
        key = f"{form.comma}{quoted(slot.json_name)}{form.colon}"
        # The inside of an f-string, where a brace of the key would count.
        entry = key.replace("{", "{{").replace("}", "}}") + f"{{{_text(code, slot.type, form)}}}"
        missing = f"{key}null" if form.nulls else ""
        lines += [f"v = d.{slot.name}", f"t{number} = {missing!r} if v is None else f{entry!r}"]
    every = "".join(f"{{t{number}}}" for number in range(len(made.fields)))
    lines.append(f"s = f{every!r}")
    if made.accepts_extra:
        lines.append(f"if d.extra: s += {form.comma!r} + extra(d.extra, known)")
    return [*lines, f"return f'{{{{{{s[{len(form.comma)}:]}}}}}}'"]


def _text(code: FunctionBuilder, kind: FieldType, form: JsonStyle) -> str:
    """Write the expression that gives the JSON text of the value `v`, which is not None.

    It stands inside an f-string, which up to Python 3.11 takes no quotes and no backslash there.
    """
    if kind.kind == "string":
        return "quoted(v) if v.__class__ is str else scalar(v)"
    if kind.kind == "enum":
        return f"quoted(v) if v.__class__ is {code.name(kind.cls)} else scalar(v)"
    if kind.kind == "integer":
        return "repr(v) if v.__class__ is int else scalar(v)"
    if kind.kind == "boolean":
        return "true if v is True else false if v is False else scalar(v)"
    if kind.kind == "decimal":
        return "str(v) if v.__class__ is Decimal and v.is_finite() else amount(v)"
    if kind.kind == "model":
        return f"{code.later(partial(encoder, form=form), kind)}(v)"
    if kind.kind in ("list", "map") and kind.item:
        each = code.later(partial(encoder, form=form), kind.item)
        return f"{'array' if kind.kind == 'list' else 'object'}(v, {each})"
    return "anything(v)"


def _scalar(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        raise ShapeError
    return jsontext.scalar(value)


class _Rest(NamedTuple):
    """What straight code leaves to others: values of no class that it knows, and lists, maps and keys of any name."""

    form: JsonStyle

    def amount(self, value: Any) -> str:
        if value is None or value is NULL:
            return "null"
        # Saved text stays text, as `to_dict` gives it.
        if isinstance(value, (int, float, Decimal)) or (isinstance(value, str) and not self.form.nulls):
            return jsontext.number(value)
        raise ShapeError

    def array(self, value: Any, each: Callable[[Any], str]) -> str:
        if value is None or value is NULL:
            return "null"
        if isinstance(value, (list, tuple)):
            return f"[{self.form.comma.join([each(item) for item in cast('list[Any]', value)])}]"
        raise ShapeError

    def object(self, value: Any, each: Callable[[Any], str]) -> str:
        if value is None or value is NULL:
            return "null"
        if isinstance(value, dict):
            colon = self.form.colon
            pairs = cast("dict[Any, Any]", value).items()
            return f"{{{self.form.comma.join([jsontext.key(name) + colon + each(item) for name, item in pairs])}}}"
        raise ShapeError

    def other(self, value: Any, kind: type) -> str:
        """Write what stands in the place of a model and is none of its own class."""
        if value is None or value is NULL:
            return "null"
        if isinstance(value, kind):
            return encoder(FieldType("model", type(value)), self.form)(value)
        if isinstance(value, dict):
            return self.anything(cast("Any", value))
        raise ShapeError

    def anything(self, value: Any) -> str:
        if isinstance(value, dict):
            return self.object(cast("Any", value), self.anything)
        if isinstance(value, (list, tuple)):
            return self.array(cast("Any", value), self.anything)
        if is_dataclass(value) and not isinstance(value, type):
            return encoder(FieldType("model", type(value)), self.form)(value)
        return jsontext.scalar(value)

    def extra(self, extra: Any, known: frozenset[str]) -> str:
        """Write the keys that a model does not name."""
        for name in extra:
            if name in known:
                message = f"extra names {name!r}, which is a field of the model: set the field"
                raise NotJsonError(message)
        return self.object(extra, self.anything)[1:-1]
