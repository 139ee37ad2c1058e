"""Functions compiled for one class, field by field.

A page of 1,000 orders holds some 50,000 values. A loop over the fields of a class costs several times what reading
each field by its name costs, so the codec writes the source of such a function from the schema of the class, and
compiles it when the first value of the class is met: a call pays only for the models it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .schema import FieldType

Result = TypeVar("Result")


class ShapeError(Exception):
    """A value has another shape than its type. `diagnostics` finds out where it stands."""


class FunctionBuilder(Generic[Result]):
    """One function under construction: the values that its source can name."""

    def __init__(self, **names: object) -> None:
        """Start with values that every line can name."""
        self.names: dict[str, object] = {"ShapeError": ShapeError, **names}

    def name(self, value: object) -> str:
        """Return a new name for a value."""
        name = f"n{len(self.names)}"
        self.names[name] = value
        return name

    def name_later(self, build: Callable[[FieldType], Callable[[object], Result]], field_type: FieldType) -> str:
        """Return a name for a function that is built when it is first called.

        A model may hold itself, and most models of a class are never met.
        """
        names = self.names

        def first_call(value: object) -> Result:
            function = names[name] = build(field_type)
            return function(value)

        name = self.name(first_call)
        return name

    def compile(self, lines: Iterable[str]) -> Callable[[object], Result]:
        """Compile the lines as the body of a function of `d`."""
        source = "\n ".join(["def run(d):", *lines])
        exec(source, self.names)  # noqa: S102 - the lines hold only field names and JSON names of our own classes
        return cast("Callable[[object], Result]", self.names["run"])
