"""A CSV file of customers, checked and read to requests. Per row, CPU time."""

from __future__ import annotations

import atexit
import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.pairs import Pair
from codatsynccommerce import bulk

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_HEADERS = (
    "Customer name,Email address,Phone,Contact name,Tax number,Default currency,status,"
    "addresses.0.line1,addresses.0.city,addresses.0.postalCode,addresses.0.country"
)
_ROW = (
    "Customer {0} Ltd,user{0}@example.com,+44 20 7946 {0:04},Ada Lovelace,GB{0:09},GBP,Active,"
    "{0} High Street,York,YO1 7HH,United Kingdom"
)


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times one pair, over files of `size` rows."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "customers.csv"
    path.write_text("\n".join([_HEADERS, *(_ROW.format(number) for number in range(size))]), encoding="utf-8")

    def read_requests() -> None:
        for _ in bulk.customers_from_csv(path, company_id="company", connection_id="connection"):
            pass

    def read_dicts() -> None:
        with path.open(encoding="utf-8", newline="") as file:
            for _ in csv.DictReader(file):
                pass

    pair = Pair(read_requests, read_dicts, repeats=1)

    def turn() -> Measured:
        ours, floor = pair.turn()
        return {"row": (ours.cpu / size, floor.cpu / size)}

    return turn
