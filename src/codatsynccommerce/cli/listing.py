"""Lists of the API as CSV, JSON or a table, written while they are read."""

from __future__ import annotations

import sys
from dataclasses import dataclass, is_dataclass
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from codatsynccommerce._runtime.csv_writer import CsvWriter, plain_number
from codatsynccommerce._runtime.errors import RequestError
from codatsynccommerce._runtime.standard_streams import check_output

from .output import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Item = TypeVar("Item")

_ALIGNED_ROWS = 100
"""Number of rows that determine the column widths of a table, so that the rest of a long list need not be awaited."""


@dataclass(frozen=True)
class Column(Generic[Item]):
    """One column of a list.

    Attributes:
        name: Its header.
        read: Returns its value for an item.
        in_table: Whether the table shows it, which has room for a few columns.
        is_amount: Whether its values are aligned to the right.
    """

    name: str
    read: Callable[[Item], Any]
    in_table: bool = False
    is_amount: bool = False


class Listing(Generic[Item]):
    """A kind of list: the columns that CSV and the table show of each record. JSON shows all that the API sent."""

    def __init__(self, columns: Sequence[Column[Item]]) -> None:
        """Keep the columns."""
        self._columns = columns

    def write(self, items: Iterable[Item], form: str) -> None:
        """Write a list to stdout, item by item.

        Arguments:
            items: The list.
            form: `csv`, `json` or `table`.

        Raises:
            OutputError: stdout cannot be written to.
        """
        {"csv": self._write_csv, "json": _write_json, "table": self._write_table}[form](_while_written(items))
        sys.stdout.flush()
        check_output()

    def _write_csv(self, items: Iterable[Item]) -> None:
        writer = CsvWriter(sys.stdout)
        writer.write_row(column.name for column in self._columns)
        for item in filter(is_dataclass, items):
            writer.write_row(_value(column, item) for column in self._columns)

    def _write_table(self, items: Iterable[Item]) -> None:
        columns = [column for column in self._columns if column.in_table]
        headers = [column.name for column in columns]
        records = filter(is_dataclass, items)
        rows = ([printable(_text(_value(column, item))) for column in columns] for item in records)
        first = list(islice(rows, _ALIGNED_ROWS))
        widths = [max(map(len, cells)) for cells in zip(headers, *first, strict=True)]
        for row in chain([headers], first, rows):
            cells = [
                cell.rjust(width) if column.is_amount else cell.ljust(width)
                for column, cell, width in zip(columns, row, widths, strict=True)
            ]
            sys.stdout.write("  ".join(cells).rstrip() + "\n")


def _write_json(items: Iterable[Any]) -> None:
    """Write an array with an item on each line. The array is closed only when all items are in it."""
    # Imported late: the other formats do without it.
    from codatsynccommerce._runtime.codec.codec import dumps, encode  # noqa: PLC0415

    before = "[\n"
    for item in items:
        try:
            text = encode(type(item), item)  # pyright: ignore[reportUnknownArgumentType]
        except RequestError:  # The API sent a value that its description does not allow and that no request may hold.
            text = dumps(item, {"separators": (",", ":")})
        sys.stdout.write(before + text)
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _while_written(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items for as long as somebody reads them."""
    for item in items:
        yield item
        check_output()


def _value(column: Column[Any], item: object) -> Any:
    """Return the value of a column, None where the API sent something of another type than described."""
    try:
        return column.read(item)
    except (AttributeError, TypeError):
        return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, Decimal) else str(value)
