"""What is written: text that is safe on a terminal, and orders as CSV, JSON or a table."""

from __future__ import annotations

import sys
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from codatsynccommerce._runtime.csv_writer import CsvWriter, plain_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from codatsynccommerce.models import shared

_COLUMNS: dict[str, Callable[[shared.CommerceOrder], Any]] = {
    "id": lambda order: order.id,
    "orderNumber": lambda order: order.order_number,
    "createdDate": lambda order: order.created_date,
    "closedDate": lambda order: order.closed_date,
    "modifiedDate": lambda order: order.modified_date,
    "country": lambda order: order.country,
    "customerId": lambda order: order.customer_ref and order.customer_ref.id,
    "locationId": lambda order: order.location_ref and order.location_ref.id,
    "currency": lambda order: order.currency,
    "totalAmount": lambda order: order.total_amount,
    "totalTaxAmount": lambda order: order.total_tax_amount,
    "totalDiscount": lambda order: order.total_discount,
    "totalRefund": lambda order: order.total_refund,
    "totalGratuity": lambda order: order.total_gratuity,
}
_SHOWN = ("orderNumber", "createdDate", "customerId", "currency", "totalAmount", "totalTaxAmount", "totalRefund")
"""Columns of the table: as many as a terminal has room for."""
_AMOUNTS = "total"
_LOOKED_AT = 100
"""Orders that the widths of the table are taken from: the rest is not waited for."""


def printable(text: str) -> str:
    """Fold text of anybody's into one line that cannot steer a terminal."""
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))


def counted(count: int, word: str) -> str:
    """Give a number with its word, as in `1 record` and `2 records`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def write_csv(orders: Iterable[shared.CommerceOrder]) -> None:
    """Write orders as CSV, a row each."""
    writer = CsvWriter(sys.stdout)
    writer.write_row(_COLUMNS)
    for order in orders:
        writer.write_row(read(order) for read in _COLUMNS.values())


def write_json(orders: Iterable[shared.CommerceOrder]) -> None:
    """Write orders as an array of JSON, an order on each line. The array is closed only when all of them are in it."""
    # Imported late: the other formats do without it.
    from codatsynccommerce._runtime.codec.codec import encode  # noqa: PLC0415

    before = "[\n"
    for order in orders:
        sys.stdout.write(before + encode(type(order), order))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def write_table(orders: Iterable[shared.CommerceOrder]) -> None:
    """Write orders as a table for people."""
    rows = _rows(orders)
    first = list(islice(rows, _LOOKED_AT))
    widths = [max(len(row[place]) for row in [list(_SHOWN), *first]) for place in range(len(_SHOWN))]
    for row in chain([list(_SHOWN)], first, rows):
        cells = [
            cell.rjust(width) if name.startswith(_AMOUNTS) else cell.ljust(width)
            for name, cell, width in zip(_SHOWN, row, widths, strict=True)
        ]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


WRITERS: dict[str, Callable[[Iterable[shared.CommerceOrder]], None]] = {
    "csv": write_csv,
    "json": write_json,
    "table": write_table,
}


def _rows(orders: Iterable[shared.CommerceOrder]) -> Iterator[list[str]]:
    for order in orders:
        yield [printable(_text(_COLUMNS[name](order))) for name in _SHOWN]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, Decimal) else str(value)
