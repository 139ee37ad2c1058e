"""The columns of a table to the fields of a record.

`customerName`, `customer_name` and `Customer name` are one field; `addresses.0.city` is one of the first address.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from codatsynccommerce._runtime.codec.schema import ANY, FieldSpec, FieldType, schema_of

if TYPE_CHECKING:
    from collections.abc import Sequence

EXTRA = FieldSpec("extra", "extra", FieldType("map", item=ANY))
"""The field of a model for keys that it does not name."""
DATE = FieldType("date")
"""The kind of a date, which the models hold as text."""
_DATE_WORDS = frozenset({"date", "on"})
_LONGEST_PLACE = 6


class ColumnError(ValueError):
    """A column belongs to no field. The text says why."""


class Column(NamedTuple):
    """Where the cells of a column go: the names, places in lists and keys on the way, and the kind at its end."""

    path: tuple[Union[str, int], ...]
    kind: FieldType


def column_of(model: type, title: str) -> Column:
    """Find the field that the title of a column names.

    Arguments:
        model: Class of the record.
        title: As it stands in the table.

    Raises:
        ColumnError: There is none, or it holds more than one value.
    """
    path, kind = place_of(model, title)
    if kind.kind in ("model", "list", "map"):
        message = f"{_joined(path)} holds more than one value: name one of them, as in {_example([*path], kind)}"
        raise ColumnError(message)
    return Column(path, kind)


def place_of(model: type, title: str) -> Column:
    """Find what a title names, be it a single value or a part that holds more of them.

    Raises:
        ColumnError: There is no such field.
    """
    kind = FieldType("model", model)
    path: list[Union[str, int]] = []
    fields: frozenset[str] = frozenset()
    for word in title.strip().split("."):
        if kind.kind == "model":
            slot = _slot(kind.cls, word)
            fields = frozenset(one.json_name for one in schema_of(kind.cls).fields) if slot is EXTRA else frozenset()
            path.append(slot.name)
            kind = kind_of_field(slot)
        elif kind.kind == "list" and kind.item:
            path.append(_place(word, path))
            kind = kind.item
        elif kind.kind == "map" and kind.item:
            path.append(_key(word, path, fields))
            kind = kind.item
        else:
            message = f"{_joined(path)} holds a single value"
            raise ColumnError(message)
    return Column(tuple(path), kind)


def kind_of_field(slot: FieldSpec) -> FieldType:
    """Give the kind of a field. That it holds a date is told by its name alone, such as `issue_date`, `posted_on`."""
    is_date = slot.type.kind == "string" and slot.name.rstrip("_").rpartition("_")[2] in _DATE_WORDS
    return DATE if is_date else slot.type


def folded(name: str) -> str:
    """Give what all spellings of a name have in common."""
    return "".join(one for one in name.casefold() if one.isalnum())


@cache
def _names(model: type) -> dict[str, FieldSpec]:
    made = schema_of(model)
    slots = (*made.fields, EXTRA) if made.accepts_extra else made.fields
    return {folded(name): slot for slot in slots for name in (slot.json_name, slot.name)}


def _slot(model: type, word: str) -> FieldSpec:
    names = _names(model)
    slot = names.get(folded(word))
    if slot is None:
        near = get_close_matches(folded(word), names, n=1)
        hint = f"; is it {names[near[0]].json_name}?" if near else ""
        message = f"{model.__name__} has no field {word.strip()[:60]!r}{hint}"
        raise ColumnError(message)
    return slot


def _place(word: str, path: Sequence[Any]) -> int:
    if not (word.isascii() and word.isdigit()):
        message = f"{_joined(path)} is a list: its items are numbered, as in {_joined(path)}.0"
        raise ColumnError(message)
    if len(word) > _LONGEST_PLACE:
        message = f"{word[:40]} is too high a number for a place in {_joined(path)}"
        raise ColumnError(message)
    return int(word)


def _key(word: str, path: Sequence[Any], fields: frozenset[str]) -> str:
    key = word.strip()
    if not key:
        message = f"a key is missing after {_joined(path)}"
        raise ColumnError(message)
    if key in fields:
        message = f"{key} is a field: call the column {_joined([*path[:-1], key])}"
        raise ColumnError(message)
    return key


def _joined(path: Sequence[Any]) -> str:
    return ".".join(map(str, path))


def _example(path: list[Any], kind: FieldType) -> str:
    while kind.kind in ("model", "list", "map"):
        if kind.kind == "model":
            slot = schema_of(kind.cls).fields[0]
            path, kind = [*path, slot.name], slot.type
        else:
            path, kind = [*path, 0 if kind.kind == "list" else "key"], kind.item or ANY
    return _joined(path)
