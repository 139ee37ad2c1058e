"""Customers read from a CSV file and checked, beside the rows of `csv.reader`. CPU time of a row."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import customer
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_HEADERS = "Customer name,Contact name,Email address,Phone,Default currency,addresses.0.line1,addresses.0.city"
_ROW = "Hartley Books {0},Ines Hartley,orders{0}@hartley-books.example,+44 20 7946 0000,GBP,{0} Kirkgate,Leeds"


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times one pair."""
    from codatsynccommerce import bulk  # noqa: PLC0415 - ours or the published one

    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "customers.csv"
    path.write_text("\n".join([_HEADERS, *(_ROW.format(number) for number in range(size))]), encoding="utf-8")

    def ours() -> Any:
        read = bulk.customers_from_csv(path, company_id=customer.COMPANY, connection_id=customer.CONNECTION)
        return folder, sum(1 for _ in read)

    def floor() -> int:
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file))

    pair = Pair(ours, floor, repeats=1)
    pair.turn()

    def turn() -> Measured:
        a, b = pair.turn()
        return {"row": (a.cpu / size, b.cpu / size)}

    return turn
