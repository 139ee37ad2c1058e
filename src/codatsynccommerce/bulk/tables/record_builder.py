"""A row of a table to a record, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.codec.schema import FieldType
from codatsynccommerce._runtime.errors import RequestError

from .assembly import Assembly, starred
from .cells import CellError, is_missing, value_of
from .columns import Column, ColumnError, column_of, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .assembly import Place


class Problem(NamedTuple):
    """One thing wrong with a table.

    Attributes:
        line: Line of a CSV file, from 1; row of a data frame, from 0, and None for its titles.
        column: Title of the column.
        reason: What is wrong.
    """

    line: int | None
    column: str
    reason: str


class Layout:
    """The columns of a table as fields of a record."""

    def __init__(
        self,
        model: type,
        titles: Sequence[Any],
        line: int | None,
        defaults: Mapping[str, Any],
        required: Sequence[str],
    ) -> None:
        """Match the titles to fields. What cannot be matched is in `problems`.

        Arguments:
            model: Class of the record.
            titles: The titles of the columns.
            line: Where they stand.
            defaults: Values of fields that have no cell; `*` stands for any place in a list.
            required: Fields that every record must have, beyond those that its class requires.

        Raises:
            RequestError: A default is no value of a field, or no field is called as one that is required.
        """
        self.model = model
        self._model = FieldType("model", model)
        self._line = line
        every = dict(_default(model, name, value) for name, value in defaults.items() if not is_missing(value))
        self._in_lists = {place: value for place, value in every.items() if "*" in place}
        self._always = {place: value for place, value in every.items() if "*" not in place}
        self._required = [_required(model, name) for name in required]
        self.problems: list[Problem] = []
        self._columns: list[tuple[str, Column | None]] = []
        self._places: set[Place] = set()
        for title in titles:
            self._columns.append((str(title), self._match(model, title)))

    def record(self, line: int, row: Sequence[Any]) -> tuple[Any, list[Problem]]:
        """Make the record of a row; None where there are problems, or the row is empty.

        Arguments:
            line: Where the row stands.
            row: Its cells.
        """
        problems: list[Problem] = []
        cells: dict[Place, Any] = {}
        for number, cell in enumerate(row):
            title, column = self._columns[number] if number < len(self._columns) else ("", None)
            if is_missing(cell):
                continue
            if column is None:
                if not title.strip():
                    problems.append(Problem(line, "", f"cell {number + 1} has no title above it: {str(cell)[:40]!r}"))
                continue
            try:
                cells[column.path] = value_of(column.kind, cell)
            except CellError as problem:
                problems.append(Problem(line, title, str(problem)))
                cells[column.path] = None
        if not cells and not problems:
            return None, []
        cells = {**self._always, **cells}
        assembly = Assembly(self._in_lists)
        made = assembly.made(self._model, (), cells)
        lacking = [place for place in self._required if not any(_is_in(place, path) for path in cells)]
        problems += [self._missing(line, place) for place in dict.fromkeys(assembly.lacking + lacking)]
        return (None if problems else made), problems

    def _match(self, model: type, title: Any) -> Column | None:
        if not isinstance(title, str):
            self.problems.append(Problem(self._line, str(title), "the title is no text"))
            return None
        if not title.strip():
            return None
        try:
            column = column_of(model, title)
        except ColumnError as problem:
            self.problems.append(Problem(self._line, title, str(problem)))
            return None
        if column.path in self._places:
            self.problems.append(Problem(self._line, title, "another column is for the same field"))
        self._places.add(column.path)
        return column

    def _missing(self, line: int, place: Place) -> Problem:
        for title, column in self._columns:
            if column and _is_in(place, column.path):
                return Problem(line, title, "is missing")
        return Problem(self._line, ".".join(map(str, place)), "is missing, there is no column for it")


def _is_in(place: Place, path: Place) -> bool:
    return path[: len(place)] == place


def _default(model: type, name: str, value: Any) -> tuple[Place, Any]:
    words = name.split(".")
    try:
        column = column_of(model, ".".join("0" if word == "*" else word for word in words))
        made = value_of(column.kind, value)
    except (ColumnError, CellError) as problem:
        message = f"defaults[{name!r}]: {problem}"
        raise RequestError(message) from None
    if any((word == "*") != isinstance(step, int) for word, step in zip(words, column.path, strict=True)):
        message = f"defaults[{name!r}]: places in a list, and nothing else, are written as *"
        raise RequestError(message)
    return starred(column.path), made


def _required(model: type, name: str) -> Place:
    try:
        return place_of(model, name).path
    except ColumnError as problem:
        message = f"required names {name!r}: {problem}"
        raise RequestError(message) from None
