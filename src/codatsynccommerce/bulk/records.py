"""A row of a table to a record: cells into fields, nested ones too, and what is wrong with it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from codatsynccommerce._core.model import REQUIRED
from codatsynccommerce._core.plan import ANY, Kind, Slot, plan

from .cells import CellError, is_missing, value_of
from .columns import Column, ColumnError, column_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Place = tuple[Union[str, int], ...]
    Cells = dict[Place, Any]


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
            defaults: Values of fields that the table has no column for; `*` stands for any place in a list.
            required: Fields that every record must have, beyond those that its class requires.
        """
        self._model = Kind("model", model)
        self._line = line
        self._defaults = defaults
        self._required = frozenset(tuple(name.split(".")) for name in required)
        self.problems: list[Problem] = []
        self._columns: list[tuple[str, Column | None]] = []
        self._places: set[Place] = set()
        for title in map(str, titles):
            self._columns.append((title, self._match(model, title)))

    def record(self, line: int, row: Sequence[Any]) -> tuple[Any, list[Problem]]:
        """Make the record of a row; None where there are problems, or the row is empty.

        Arguments:
            line: Where the row stands.
            row: Its cells.
        """
        problems: list[Problem] = []
        cells: Cells = {}
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
        lacking: list[Place] = []
        made = self._made(self._model, (), cells, lacking)
        problems += [self._missing(line, place) for place in lacking]
        return (None if problems else made), problems

    def _match(self, model: type, title: str) -> Column | None:
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
            if column and column.path == place:
                return Problem(line, title, "is missing")
        return Problem(self._line, ".".join(map(str, place)), "is missing, there is no column for it")

    def _made(self, kind: Kind, here: Place, cells: Cells, lacking: list[Place]) -> Any:
        if kind.name == "model":
            given = dict(self._fields(kind.of, here, cells, lacking))
            return None if lacking else kind.of(**given)
        if kind.name == "list" and kind.item:
            return [self._made(kind.item, place, inner, lacking) for place, inner in _inside(here, cells)]
        if kind.name == "map" and kind.item:
            return {place[-1]: self._made(kind.item, place, inner, lacking) for place, inner in _inside(here, cells)}
        return cells[here]

    def _fields(self, model: type, here: Place, cells: Cells, lacking: list[Place]) -> Iterator[tuple[str, Any]]:
        inside = dict(_inside(here, cells))
        for slot in (*plan(model).slots, Slot("extra", "extra", Kind("map", item=ANY))):
            place = (*here, slot.name)
            default = self._defaults.get(".".join("*" if isinstance(word, int) else word for word in place))
            if place in inside:
                yield slot.name, self._made(slot.kind, place, inside[place], lacking)
            elif default is not None and place not in self._places:
                yield slot.name, value_of(slot.kind, default)
            elif slot.name in _needed(model) or place in self._required:
                lacking.append(place)


def _inside(here: Place, cells: Cells) -> list[tuple[Place, Cells]]:
    """Sort the cells within a place by the next step of their way."""
    found: dict[Place, Cells] = {}
    for path, value in cells.items():
        found.setdefault(path[: len(here) + 1], {})[path] = value
    return sorted(found.items(), key=lambda one: str(one[0][-1]).zfill(8))


@cache
def _needed(model: type) -> frozenset[str]:
    """Give the fields without which a class cannot be made."""
    return frozenset(
        one.name
        for one in fields(model)
        if one.default is REQUIRED or (one.default is MISSING and one.default_factory is MISSING)
    )
