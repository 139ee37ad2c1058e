"""What the codec knows of a class: its fields, their keys on the wire, and the kind of each value.

A plan is made once for each class, from its fields and type hints alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

_WORD_START = re.compile(r"_([a-z0-9])")


class Kind(NamedTuple):
    """The kind of a value: `of` is the class of a model or enum, `item` the kind in a list or map."""

    name: str
    of: Any = None
    item: Kind | None = None


TEXT, INTEGER, BOOLEAN, MONEY, ANY = (Kind(name) for name in ("text", "integer", "boolean", "money", "any"))
_SCALARS = {str: TEXT, int: INTEGER, bool: BOOLEAN, Decimal: MONEY, Any: ANY}


class Slot(NamedTuple):
    """One field: its name in Python, its key on the wire, the kind of its value."""

    name: str
    key: str
    kind: Kind


class Plan(NamedTuple):
    """One class: its fields, whether keys that it does not name can be sent, and whether they are kept when read."""

    of: Any
    slots: tuple[Slot, ...]
    sends_extra: bool
    keeps_extra: bool


@cache
def plan(model: type) -> Plan:
    """Make the plan of a dataclass."""
    hints = get_type_hints(model)
    slots = [
        Slot(one.name, one.metadata.get("wire") or camel(one.name), kind_of(hints[one.name]))
        for one in fields(model)
        if one.name != "extra"
    ]
    return Plan(
        of=model,
        slots=tuple(slots),
        sends_extra="extra" in hints,
        keeps_extra=getattr(model, "KEEPS_EXTRA", False),
    )


def camel(name: str) -> str:
    """Give the key of the wire for a name: `source_modified_date` is `sourceModifiedDate`."""
    return _WORD_START.sub(lambda found: found[1].upper(), name)


@cache
def kind_of(hint: Any) -> Kind:
    """Read a type hint. Optional is not part of a kind: any value may be missing or null."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    outer, inner = get_origin(hint), get_args(hint)
    if outer is Union or type(hint).__name__ == "UnionType":
        some = [kind_of(one) for one in inner if one is not type(None)]
        return some[0] if len(some) == 1 else ANY
    if isinstance(outer, type) and issubclass(outer, Sequence):
        return Kind("list", item=kind_of(inner[0]))
    if isinstance(outer, type) and issubclass(outer, Mapping):
        return Kind("map", item=kind_of(inner[1]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Kind("enum", hint)
    if hasattr(cast("Any", hint), "__dataclass_fields__"):
        return Kind("model", hint)
    return ANY
