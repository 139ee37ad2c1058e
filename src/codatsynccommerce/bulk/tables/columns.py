"""Match the columns of a table to the fields of a record.

`customerName`, `customer_name` and `Customer name` name the same field; `addresses.0.city` is a field of the first
address.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Union

from codatsynccommerce._runtime.codec.schema import ANY, FieldSpec, FieldType, schema_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    Path = tuple[Union[str, int], ...]

EXTRA = FieldSpec("extra", "extra", FieldType("map", item=ANY))
"""The field of a model for keys that it does not name."""
DATE = FieldType("date")
"""The type of a date, which the models hold as text."""
_DATE_WORDS = frozenset({"date", "on"})
_CONTAINERS = ("model", "list", "map")
_MAX_INDEX_DIGITS = 6
_SHORTEST_PART = 4
"""Letters of a word that is looked for within the names of fields."""
_MAX_SHOWN = 60


class ColumnError(ValueError):
    """A column belongs to no field. The text gives the reason."""


class Column(NamedTuple):
    """A field that a column names.

    Attributes:
        path: The names, list indexes and keys that lead to it from the record.
        type: Type of its value.
    """

    path: Path
    type: FieldType


def column_of(model: type, header: str) -> Column:
    """Find the field that a column header names.

    Arguments:
        model: Class of the record.
        header: The header as it stands in the table.

    Raises:
        ColumnError: There is no such field, or it holds more than one value.
    """
    path, type_ = field_of(model, header)
    if type_.kind in _CONTAINERS:
        message = f"{_dotted(path)} holds more than one value: name one of them, as in {_example([*path], type_)}"
        raise ColumnError(message)
    return Column(path, type_)


def field_of(model: type, header: str) -> Column:
    """Find the field that a header names, whether it holds a single value or more.

    Raises:
        ColumnError: There is no such field.
    """
    type_ = FieldType("model", model)
    path: list[Union[str, int]] = []
    known_keys: frozenset[str] = frozenset()
    for word in header.strip().split("."):
        if type_.kind == "model":
            field = _field(type_.cls, word)
            known_keys = (
                frozenset(known.json_name for known in schema_of(type_.cls).fields) if field is EXTRA else frozenset()
            )
            path.append(field.name)
            type_ = type_of_field(field)
        elif type_.kind == "list" and type_.item:
            path.append(_index(word, path))
            type_ = type_.item
        elif type_.kind == "map" and type_.item:
            path.append(_key(word, path, known_keys))
            type_ = type_.item
        else:
            message = f"{_dotted(path)} holds a single value"
            raise ColumnError(message)
    return Column(tuple(path), type_)


def type_of_field(field: FieldSpec) -> FieldType:
    """Return the type of a field. Only its name, such as `issue_date` or `posted_on`, shows that it holds a date."""
    is_date = field.type.kind == "string" and field.name.rstrip("_").rpartition("_")[2] in _DATE_WORDS
    return DATE if is_date else field.type


def normalize_name(name: str) -> str:
    """Return what all spellings of a name have in common: its letters and digits, in lower case."""
    return "".join(char for char in name.casefold() if char.isalnum())


def wildcard_path(path: Path) -> Path:
    """Return a path with `*` for every list index."""
    return tuple("*" if isinstance(step, int) else step for step in path)


@cache
def _fields_by_name(model: type) -> dict[str, FieldSpec]:
    schema = schema_of(model)
    fields = (*schema.fields, EXTRA) if schema.accepts_extra else schema.fields
    return {normalize_name(name): field for field in fields for name in (field.json_name, field.name)}


def _field(model: type, word: str) -> FieldSpec:
    fields = _fields_by_name(model)
    name = normalize_name(word)
    if name in fields:
        return fields[name]
    near = get_close_matches(name, fields, n=1)
    if not near and len(name) >= _SHORTEST_PART:  # Such as `email` for `emailAddress`.
        near = [other for other in fields if name in other]
    hint = f"; did you mean {fields[near[0]].json_name}?" if near else ""
    message = f"{model.__name__} has no field {word.strip()[:_MAX_SHOWN]!r}{hint}"
    raise ColumnError(message)


def _index(word: str, path: Sequence[object]) -> int:
    if not (word.isascii() and word.isdigit()):
        message = f"{_dotted(path)} is a list: its items are numbered, as in {_dotted(path)}.0"
        raise ColumnError(message)
    if len(word) > _MAX_INDEX_DIGITS:
        message = f"{word[:_MAX_SHOWN]} is too high a number for an item of {_dotted(path)}"
        raise ColumnError(message)
    return int(word)


def _key(word: str, path: Sequence[object], known_keys: frozenset[str]) -> str:
    key = word.strip()
    if not key:
        message = f"a key is missing after {_dotted(path)}"
        raise ColumnError(message)
    if not key.isprintable():
        message = f"the key {key[:_MAX_SHOWN]!r} contains a character that cannot be seen: remove it"
        raise ColumnError(message)
    if key in known_keys:
        message = f"{key} is a field: name the column {_dotted([*path[:-1], key])}"
        raise ColumnError(message)
    return key


def _dotted(path: Sequence[object]) -> str:
    return ".".join(map(str, path))


def _example(path: list[object], type_: FieldType) -> str:
    """Return the first single value within a field, as a header would name it."""
    while type_.kind in _CONTAINERS:
        if type_.kind == "model":
            field = schema_of(type_.cls).fields[0]
            path, type_ = [*path, field.name], field.type
        else:
            path, type_ = [*path, 0 if type_.kind == "list" else "key"], type_.item or ANY
    return _dotted(path)
