"""Straight code: functions written for one class, line by line, and compiled when first called.

Why code that writes code: a page of 1,000 orders has some 50,000 values, and a loop over fields costs several
times what reading each field by its name costs. A class is compiled when the first value of it is met, so a call
pays only for the models it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .schema import FieldType


class ShapeError(Exception):
    """A value has another shape than its kind. Where it stands is for `locate` to say."""


class FunctionBuilder:
    """One function in the making: its lines, and the values that they name."""

    def __init__(self, **names: Any) -> None:
        """Start with the values that every line may name."""
        self.names: dict[str, Any] = {"ShapeError": ShapeError, **names}

    def name(self, value: Any) -> str:
        """Give a value a name that the lines can use."""
        name = f"n{len(self.names)}"
        self.names[name] = value
        return name

    def later(self, make: Callable[[FieldType], Callable[[Any], Any]], kind: FieldType) -> str:
        """Name a function that is made when it is first called: a model may hold itself, or never be met."""
        names = self.names

        def first(value: Any) -> Any:
            names[name] = make(kind)
            return names[name](value)

        name = self.name(first)
        return name

    def function(self, lines: Iterable[str]) -> Callable[[Any], Any]:
        """Compile the lines as the body of a function of `d`."""
        text = "\n ".join(["def run(d):", *lines])
        exec(text, self.names)  # noqa: S102 - the lines hold nothing but the names and keys of our own classes
        return cast("Callable[[Any], Any]", self.names["run"])
