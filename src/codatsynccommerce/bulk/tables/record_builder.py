"""Turn the rows of a table into records, and list what is wrong with each row.

The columns are compiled once, to one function for each model, list and map that a row can fill. A row is read in two
steps: every cell becomes a value, then these functions build the record from the values.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from codatsynccommerce._runtime.codec.records import unchecked_constructor
from codatsynccommerce._runtime.codec.schema import FieldType, schema_of
from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.missing_values import is_missing
from codatsynccommerce._runtime.models import REQUIRED

from .cells import CellError, converter_for, text_of
from .columns import EXTRA, Column, ColumnError, column_of, field_of, type_of_field, wildcard_path
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .columns import Path

    Build = Callable[[list[Any], list[Path]], Any]
    """Builds a part of a record from the values of a row, and adds the fields that it lacks to a list."""

_EMPTY: Any = object()
"""The value of an empty cell, and of a part of a record without a value."""
_HEADER_BLANKS = " \t\ufeff"
_MAX_SHOWN = 40


class RecordBuilder:
    """The columns of a table, as fields of a record.

    Attributes:
        model: Class of the records.
        problems: What is wrong with the column headers.
    """

    def __init__(
        self,
        model: type,
        headers: Sequence[Any],
        header_line: int | None,
        defaults: Mapping[str, Any],
        required: Sequence[str],
    ) -> None:
        """Match the column headers to fields.

        Arguments:
            model: Class of the records.
            headers: The column headers.
            header_line: The line on which they stand.
            defaults: Values of fields without a cell; `*` stands for any item of a list.
            required: Fields that every record must have, beyond those that its class requires.

        Raises:
            RequestError: A default is not a value of its field, or a required field does not exist.
        """
        self.model = model
        self.problems: list[Problem] = []
        self._header_line = header_line
        self._headers = [str(header).strip(_HEADER_BLANKS) for header in headers]
        self._first = next((number for number, header in enumerate(self._headers) if header), 0)
        columns = self._match_columns(headers)
        self._columns = [
            (number, self._headers[number], converter_for(column.type))
            for number, column in enumerate(columns)
            if column is not None
        ]
        self._unnamed = [number for number, header in enumerate(self._headers) if not header]
        self._numbers = {column.path: number for number, column in enumerate(columns) if column is not None}
        constants: dict[Path, Any] = dict(
            filter(None, (_default(model, name, value) for name, value in defaults.items()))
        )
        # A default outside of lists replaces an empty cell. If its field has no column, it gets one.
        self._blank: list[Any] = [_EMPTY] * len(columns)
        for path in [path for path in constants if "*" not in path]:
            number = self._numbers.setdefault(path, len(self._blank))
            self._blank[number:] = [constants.pop(path), *self._blank[number + 1 :]]
        type_ = FieldType("model", model)
        self._build = _compile(type_, (), self._numbers, constants, as_models=True)
        self._check = _compile(type_, (), self._numbers, constants, as_models=False)
        self._required = [(path, self._within(path)) for path in (_required(model, name) for name in required)]

    def check(self, line: int, row: Sequence[Any]) -> tuple[bool, list[Problem]]:
        """Check a row without the cost of making models.

        Arguments:
            line: Line or number of the row.
            row: Its cells.

        Returns:
            Whether the row gives a record, and what is wrong.
        """
        record, problems = self._read(line, row, self._check)
        return record is not None, problems

    def build(self, line: int, row: Sequence[Any]) -> tuple[Any, list[Problem]]:
        """Build the record of a row.

        Arguments:
            line: Line or number of the row.
            row: Its cells.

        Returns:
            The record, and what is wrong. The record is None where something is, and where the row is empty.
        """
        return self._read(line, row, self._build)

    def _read(self, line: int, row: Sequence[Any], build: Build) -> tuple[Any, list[Problem]]:
        width = len(self._headers)
        if len(row) != width or self._unnamed:
            problems = self._unnamed_cells(line, row)
            row = [*row[:width], *[""] * (width - len(row))]
        else:
            problems = []
        if self._repeats_headers(row):
            return None, [Problem(line, "", "repeats the column headers: are these two files in one?")]
        values = self._blank.copy()
        is_empty = not problems
        try:
            for number, _, convert in self._columns:
                if text := text_of(row[number]):
                    values[number] = convert(text)
                    is_empty = False
        except CellError:
            # Few rows come here, and those are read once more, to find every problem.
            problems += self._cell_problems(line, row, values)
            is_empty = False
        if is_empty:
            return None, problems
        missing: list[Path] = []
        record = build(values, missing)
        for path, numbers in self._required:
            if all(values[number] is _EMPTY for number in numbers):
                missing.append(path)
        problems += [self._missing_field(line, path) for path in dict.fromkeys(missing)]
        return (None if problems else record), problems

    def _cell_problems(self, line: int, row: Sequence[Any], values: list[Any]) -> list[Problem]:
        """Read a row whose cells cannot all be used, and return a problem for each that cannot."""
        problems: list[Problem] = []
        for number, header, convert in self._columns:
            value = _read_cell(row[number], convert)
            if isinstance(value, CellError):
                problems.append(Problem(line, header, str(value)))
                value = None
            if value is not _EMPTY:
                values[number] = value
        return problems

    def _match_columns(self, headers: Sequence[Any]) -> list[Column | None]:
        columns: list[Column | None] = []
        paths: set[Path] = set()
        for header in headers:
            column, reason = None, "the column header is not text"
            if isinstance(header, str):
                column, reason = self._match(header)
            if column and column.path in paths:
                reason = "another column is for the same field"
            if reason:
                self.problems.append(Problem(self._header_line, str(header), reason))
            if column:
                paths.add(column.path)
            columns.append(column)
        return columns

    def _match(self, header: str) -> tuple[Column | None, str]:
        if not header.strip(_HEADER_BLANKS):
            return None, ""
        try:
            return column_of(self.model, header), ""
        except ColumnError as error:
            return None, str(error)

    def _unnamed_cells(self, line: int, row: Sequence[Any]) -> list[Problem]:
        """Return a problem for each cell that has a value, but no column header."""
        numbers = [*self._unnamed, *range(len(self._headers), len(row))]
        return [
            Problem(line, "", f"cell {number + 1} has no column header: {str(row[number])[:_MAX_SHOWN]!r}")
            for number in numbers
            if number < len(row) and not is_missing(row[number]) and str(row[number]).strip()
        ]

    def _repeats_headers(self, row: Sequence[Any]) -> bool:
        first = row[self._first] if row else None
        if not isinstance(first, str) or first.strip(_HEADER_BLANKS) != self._headers[self._first]:
            return False
        texts = ["" if is_missing(cell) else str(cell).strip(_HEADER_BLANKS) for cell in row]
        return any(texts) and all(text in ("", header) for text, header in zip(texts, self._headers, strict=True))

    def _missing_field(self, line: int, path: Path) -> Problem:
        number = next(iter(self._within(path)), len(self._headers))
        if number < len(self._headers):
            return Problem(line, self._headers[number], "is missing")
        return Problem(self._header_line, ".".join(map(str, path)), "is missing, there is no column for it")

    def _within(self, path: Path) -> list[int]:
        """Return the numbers of the columns whose values belong to a field."""
        return [number for other, number in self._numbers.items() if other[: len(path)] == path]


def _read_cell(cell: Any, convert: Callable[[str], Any]) -> Any:
    """Return the value of a cell, or the error if it has none."""
    try:
        text = text_of(cell)
        return convert(text) if text else _EMPTY
    except CellError as error:
        return error


def _compile(
    type_: FieldType, here: Path, numbers: Mapping[Path, int], defaults: Mapping[Path, Any], *, as_models: bool
) -> Build:
    """Return the function that builds what stands at a place of the record.

    Arguments:
        type_: Its type, which is a model, list or map.
        here: The path to it.
        numbers: The column number of each single value.
        defaults: Values of fields within lists, the list indexes in their paths as `*`.
        as_models: Whether models are made, and not dicts in their place.
    """
    steps = dict.fromkeys(path[len(here)] for path in numbers if path[: len(here)] == here)
    types: dict[Any, FieldType]
    if type_.kind == "model":
        types = {field.name: type_of_field(field) for field in (*schema_of(type_.cls).fields, EXTRA)}
    else:
        types = dict.fromkeys(steps, cast("FieldType", type_.item))
    cells: list[tuple[Any, int]] = []
    parts: list[tuple[Any, Build]] = []
    for step in sorted(steps) if type_.kind == "list" else steps:
        path = (*here, step)
        if path in numbers:
            cells.append((step, numbers[path]))
        else:
            parts.append((step, _compile(types[step], path, numbers, defaults, as_models=as_models)))

    def build_map(values: list[Any], missing: list[Path]) -> Any:
        record = {step: value for step, number in cells if (value := values[number]) is not _EMPTY}
        for step, build in parts:
            if (value := build(values, missing)) is not _EMPTY:
                record[step] = value
        return record or _EMPTY

    def build_list(values: list[Any], missing: list[Path]) -> Any:
        items = build_map(values, missing)
        return items if items is _EMPTY else list(items.values())

    if type_.kind == "model":
        return _compile_model(
            type_.cls, here, build_map, defaults, make=unchecked_constructor(type_.cls) if as_models else dict
        )
    return build_list if type_.kind == "list" else build_map


def _compile_model(
    model: type, here: Path, build_map: Build, defaults: Mapping[Path, Any], *, make: Callable[..., Any]
) -> Build:
    place = wildcard_path(here)
    own: dict[Any, Any] = {path[-1]: value for path, value in defaults.items() if path[:-1] == place}
    needed = [name for name in _needed_fields(model) if name not in own]

    def build(values: list[Any], missing: list[Path]) -> Any:
        given = build_map(values, missing)
        if given is _EMPTY:
            return _EMPTY
        missing += [(*here, name) for name in needed if name not in given]
        return None if missing else make(**{**own, **given})

    return build


@cache
def _needed_fields(model: type) -> tuple[str, ...]:
    """Return the fields without which an object of a class cannot be made."""
    return tuple(
        field.name
        for field in fields(model)
        if field.default is REQUIRED or (field.default is MISSING and field.default_factory is MISSING)
    )


def _default(model: type, name: str, value: Any) -> tuple[Path, Any] | None:
    """Return the path and value of a default, or None where its value is empty."""
    words = name.split(".")
    try:
        text = text_of(value)
        column = column_of(model, ".".join("0" if word == "*" else word for word in words))
        read = converter_for(column.type)(text) if text else None
    except (ColumnError, CellError) as error:
        message = f"defaults[{name!r}]: {error}"
        raise RequestError(message) from None
    if any((word == "*") != isinstance(step, int) for word, step in zip(words, column.path, strict=True)):
        message = f"defaults[{name!r}]: list indexes, and nothing else, are written as *"
        raise RequestError(message)
    return (wildcard_path(column.path), read) if text else None


def _required(model: type, name: str) -> Path:
    try:
        return field_of(model, name).path
    except ColumnError as error:
        message = f"required names {name!r}: {error}"
        raise RequestError(message) from None
