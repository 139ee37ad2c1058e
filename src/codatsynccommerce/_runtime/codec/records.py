"""Records that a caller writes: names of fields checked, amounts and enums in the type that the field has."""

from __future__ import annotations

import sys
import warnings
from dataclasses import fields
from decimal import Decimal
from functools import cache
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, cast

from .json_text import NotJsonError, number
from .schema import FieldType, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from enum import Enum

    from _typeshed import DataclassInstance

_MOST_WARNINGS = 1_000
_warned: set[tuple[type, str]] = set()


def suggestion(word: str, names: Iterable[str]) -> str:
    """Return `: did you mean 'name'?` for the name that a misspelt word is nearest to, or an empty string."""
    from difflib import get_close_matches

    plain = {name.replace("_", "").lower(): name for name in names}
    near = get_close_matches(word.replace("_", "").lower(), plain, n=1)
    return f": did you mean {plain[near[0]]!r}?" if near else ""


@cache
def converters(cls: type) -> dict[str, Callable[[object], object] | None]:
    """Return the fields of a dataclass by name, each with the function that converts a value set by a caller."""
    try:
        types = {field.name: field.type for field in schema_of(cls).fields}
    except NameError:  # A dataclass of the caller's, whose annotations name what only its function knows.
        types = {}
    return {name: _converter(types.get(name)) for name in _field_names(cls)}


def _converter(field_type: FieldType | None) -> Callable[[object], object] | None:
    if field_type is None or field_type.kind not in ("decimal", "enum"):
        return None
    return _to_decimal if field_type.kind == "decimal" else EnumConverter(field_type.cls)


def _to_decimal(value: object) -> object:
    """Return a number, or text that is one, as an exact Decimal; anything else unchanged, to be refused when sent."""
    if value.__class__ is Decimal or isinstance(value, (bool, Decimal)) or not isinstance(value, (int, float, str)):
        return value
    try:
        return Decimal(number(value))
    except ValueError:  # Also what Python raises for an integer of more than 4,300 digits.
        return value


class EnumConverter:
    """Converts text to a member of an enum. Warns once of text that the enum does not name: it may be a mistake."""

    def __init__(self, cls: type[Enum]) -> None:
        self.cls = cls
        self.known = {str(member): member for member in cls}

    def __call__(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        member = self.known.get(str(value))
        if member is None:
            member = self.cls(str(value))
            self._warn(str(value))
        return member

    def _warn(self, text: str) -> None:
        if (self.cls, text) in _warned or len(_warned) >= _MOST_WARNINGS:
            return
        _warned.add((self.cls, text))
        hint = suggestion(text, self.known) or f". Its members are {', '.join(sorted(self.known))}"
        message = f"{self.cls.__name__} has no member {text[:60]!r}, which is sent unchanged{hint}"
        warnings.warn(message, UserWarning, stacklevel=_callers_level())


def _callers_level() -> int:
    """Return the stack level of the first frame outside of this package and of the methods dataclasses generate."""
    package = __name__.partition(".")[0]
    frame, level = sys._getframe(2), 2  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    while frame.f_back and (
        frame.f_globals.get("__name__", "").partition(".")[0] == package or frame.f_code.co_filename == "<string>"
    ):
        frame, level = frame.f_back, level + 1
    return level


def check_attribute(cls: type, name: str) -> None:
    """Refuse to set an attribute that a class does not have, with the name that was probably meant.

    Raises:
        AttributeError: The class has no such field.
    """
    if name.startswith("_") or hasattr(cls, name):
        return
    message = f"{cls.__name__} has no field {name!r}{suggestion(name, _field_names(cls))}"
    raise AttributeError(message, name=name)


def check_arguments(cls: Any, values: Iterable[str]) -> None:
    """Refuse keyword arguments that a class does not take, with the name that was probably meant.

    Raises:
        TypeError: An argument is not a parameter of the class.
    """
    parameters = signature(cls.__init__).parameters
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters.values()):
        return
    name = next((name for name in values if name not in parameters), None)
    if name is not None:
        hint = suggestion(name, _field_names(cls))
        message = f"{cls.__name__}() got an unexpected keyword argument {name!r}{hint}"
        raise TypeError(message)


def _field_names(cls: type[DataclassInstance]) -> list[str]:
    return list(cls.__dataclass_fields__)


@cache
def unchecked_constructor(cls: type[DataclassInstance]) -> Callable[..., object]:
    """Return a function that makes a record faster than its class does, of values that are converted already.

    It takes the fields by name, all required ones among them.
    """
    defaults = {field.name: field.default for field in fields(cls)}

    def make(**values: object) -> object:
        record = object.__new__(cls)
        record.__dict__.update({**defaults, **values})
        return record

    return make


def record_from_dict(cls: type, values: Mapping[object, object]) -> object:
    """Return the model that a dict stands for. Its keys are names of fields or their JSON names.

    Raises:
        NotJsonError: A key is neither, or a field is given under both names.
    """
    schema, convert = schema_of(cls), converters(cls)
    names = {name: field.name for field in schema.fields for name in (field.name, field.json_name)}
    if schema.accepts_extra:
        names["extra"] = "extra"
    attributes = dict.fromkeys(names.values(), cast("object", None))
    given: set[str] = set()
    unnamed: dict[object, object] = {}
    for key, value in values.items():
        name = names.get(key) if isinstance(key, str) else None
        if name is None and schema.keeps_extra:
            unnamed[key] = value
            continue
        if name is None:
            message = f"{cls.__name__} has no field {key!r:.60}{suggestion(str(key), set(names.values()))}"
            raise NotJsonError(message)
        if name in given:
            message = f"{name!r} is given twice, under its name and under its JSON name"
            raise NotJsonError(message)
        given.add(name)
        function = convert[name]
        attributes[name] = value if function is None else function(value)
    if unnamed:
        attributes["extra"] = {**unnamed, **cast("dict[object, object]", attributes["extra"] or {})}
    record = cast("object", object.__new__(cls))
    vars(record).update(attributes)
    return record
