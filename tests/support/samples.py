"""Sample values of any type that the models use: every field is set, and all values differ."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from codatsynccommerce._runtime.codec.schema import schema_of

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 8
"""Depth to which nested models are filled."""
hints_of: Callable[[Any], dict[str, Any]] = cache(get_type_hints)
"""Returns the type hints of a class. Reading them again for each sample takes longer than most tests."""


def bare(hint: Any) -> Any:
    """Return a type hint without its Optional."""
    inner = [member for member in get_args(hint) if member is not type(None)]
    return inner[0] if get_origin(hint) is Union and len(inner) == 1 else hint


class Samples:
    """Creates sample values. Two instances create the same values."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def of(self, hint: Any, depth: int = 0) -> Any:
        """Return a value of a type, with every field set."""
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
        hints = hints_of(kind)
        chosen = [field for field in fields(kind) if field.name != "extra" and (depth < _DEEPEST or needed(field))]
        return kind(**{field.name: self.of(hints[field.name], depth + 1) for field in chosen})


def needed(field: Any) -> bool:
    """Return whether a field of a dataclass has no default."""
    return field.default is MISSING and field.default_factory is MISSING


def sent(value: Any) -> Any:
    """Return a value as plain JSON values, without the fields of models that are None."""
    if is_dataclass(value) and not isinstance(value, type):
        values = {field.json_name: getattr(value, field.name) for field in schema_of(type(value)).fields}
        return {key: sent(item) for key, item in values.items() if item is not None}
    if isinstance(value, list):
        return [sent(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: sent(item) for key, item in cast("dict[str, Any]", value).items()}
    return value.value if isinstance(value, Enum) else value
