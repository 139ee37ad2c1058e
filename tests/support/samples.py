"""Samples of any type that the models use: every field filled, each value another one."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from itertools import count
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from codatsynccommerce._runtime.codec.schema import schema_of

_DEEPEST = 8
"""Models that hold others are followed this far."""


def bare(hint: Any) -> Any:
    """Give a type hint without its Optional."""
    inner = [one for one in get_args(hint) if one is not type(None)]
    return inner[0] if get_origin(hint) is Union and len(inner) == 1 else hint


class Samples:
    """Makes samples. Two samplers made alike make the same ones."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def of(self, hint: Any, depth: int = 0) -> Any:
        """Make a value of a type, with every field filled."""
        hint = bare(hint)
        number = next(self._numbers)
        if is_dataclass(hint):
            return self.model(hint, depth)
        if isinstance(hint, type) and issubclass(hint, Enum):
            members = list(hint)
            return members[number % len(members)]
        if get_origin(hint) is Literal:
            return get_args(hint)[0]
        if get_origin(hint) is list:
            return [self.of(get_args(hint)[0], depth + 1) for _ in range(2)]
        if get_origin(hint) is dict:
            return {f"key {number}": self.of(get_args(hint)[1], depth + 1)}
        simple: dict[Any, Any] = {
            str: f"text {number}",
            int: number,
            bool: bool(number % 2),
            Decimal: Decimal(f"{number}.50"),
            Any: {"any": [number, None, f"thing {number}"]},
        }
        return simple[hint]

    def model(self, kind: Any, depth: int) -> Any:
        hints = get_type_hints(kind)
        chosen = [one for one in fields(kind) if one.name != "extra" and (depth < _DEEPEST or needed(one))]
        return kind(**{one.name: self.of(hints[one.name], depth + 1) for one in chosen})


def needed(field: Any) -> bool:
    """Say whether a field of a dataclass has no default."""
    return field.default is MISSING and field.default_factory is MISSING


def sent(value: Any) -> Any:
    """Give what a value is as plain JSON values, None left out of models."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {slot.json_name: getattr(value, slot.name) for slot in schema_of(type(value)).fields}
        return {key: sent(one) for key, one in named.items() if one is not None}
    if isinstance(value, list):
        return [sent(one) for one in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: sent(one) for key, one in cast("dict[str, Any]", value).items()}
    return value.value if isinstance(value, Enum) else value
