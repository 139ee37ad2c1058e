"""Models to JSON text, as straight code for each class, in two forms: as they are sent, and as they are saved."""

from __future__ import annotations

from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from . import json_text as jsontext
from .compiler import ShapeError, StraightCode
from .json_text import NotJsonError, quoted
from .null import NULL
from .schema import Kind, Plan, plan

if TYPE_CHECKING:
    from collections.abc import Callable


class Form(NamedTuple):
    """How the text is laid out, and whether None is written as null or left out."""

    comma: str
    colon: str
    nulls: bool


SENT = Form(",", ":", nulls=False)
"""What a request holds: nothing that was not given. NULL is null, and text in the place of an amount its number."""
SAVED = Form(", ", ": ", nulls=True)
"""What `json.dumps` writes: every field."""


@cache
def encoder(kind: Kind, form: Form = SENT) -> Callable[[Any], str]:
    """Give the function that writes values of a kind as JSON text. It raises ShapeError or NotJsonError."""
    rest = _Rest(form)
    code = StraightCode(
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
    if kind.name == "model":
        code.names |= {"kind": kind.of, "other": rest.other, "extra": rest.extra}
        return code.function(_model(code, plan(kind.of), form))
    return code.function(["v = d", f"return {_text(code, kind, form)}"])


def _model(code: StraightCode, made: Plan, form: Form) -> list[str]:
    """Write the lines that make one text of each field, comma first, and then one of all.

    That costs less than a list of those that are there: the text of a field that is not is empty.
    """
    code.names["known"] = frozenset(slot.key for slot in made.slots)
    lines = ["if d.__class__ is not kind: return other(d, kind)"]
    for number, slot in enumerate(made.slots):
        key = f"{form.comma}{quoted(slot.key)}{form.colon}"
        # The inside of an f-string, where a brace of the key would count.
        entry = key.replace("{", "{{").replace("}", "}}") + f"{{{_text(code, slot.kind, form)}}}"
        missing = f"{key}null" if form.nulls else ""
        lines += [f"v = d.{slot.name}", f"t{number} = {missing!r} if v is None else f{entry!r}"]
    every = "".join(f"{{t{number}}}" for number in range(len(made.slots)))
    lines.append(f"s = f{every!r}")
    if made.sends_extra:
        lines.append(f"if d.extra: s += {form.comma!r} + extra(d.extra, known)")
    return [*lines, f"return f'{{{{{{s[{len(form.comma)}:]}}}}}}'"]


def _text(code: StraightCode, kind: Kind, form: Form) -> str:
    """Write the expression that gives the JSON text of the value `v`, which is not None.

    It stands inside an f-string, which up to Python 3.11 takes no quotes and no backslash there.
    """
    if kind.name == "text":
        return "quoted(v) if v.__class__ is str else scalar(v)"
    if kind.name == "enum":
        return f"quoted(v) if v.__class__ is {code.name(kind.of)} else scalar(v)"
    if kind.name == "integer":
        return "repr(v) if v.__class__ is int else scalar(v)"
    if kind.name == "boolean":
        return "true if v is True else false if v is False else scalar(v)"
    if kind.name == "money":
        return "str(v) if v.__class__ is Decimal and v.is_finite() else amount(v)"
    if kind.name == "model":
        return f"{code.later(partial(encoder, form=form), kind)}(v)"
    if kind.name in ("list", "map") and kind.item:
        each = code.later(partial(encoder, form=form), kind.item)
        return f"{'array' if kind.name == 'list' else 'object'}(v, {each})"
    return "anything(v)"


def _scalar(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        raise ShapeError
    return jsontext.scalar(value)


class _Rest(NamedTuple):
    """What straight code leaves to others: values of no class that it knows, and lists, maps and keys of any name."""

    form: Form

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
            return encoder(Kind("model", type(value)), self.form)(value)
        if isinstance(value, dict):
            return self.anything(cast("Any", value))
        raise ShapeError

    def anything(self, value: Any) -> str:
        if isinstance(value, dict):
            return self.object(cast("Any", value), self.anything)
        if isinstance(value, (list, tuple)):
            return self.array(cast("Any", value), self.anything)
        if is_dataclass(value) and not isinstance(value, type):
            return encoder(Kind("model", type(value)), self.form)(value)
        return jsontext.scalar(value)

    def extra(self, extra: Any, known: frozenset[str]) -> str:
        """Write the keys that a model does not name."""
        for name in extra:
            if name in known:
                message = f"extra names {name!r}, which is a field of the model: set the field"
                raise NotJsonError(message)
        return self.object(extra, self.anything)[1:-1]
