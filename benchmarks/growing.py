"""The program that handles many records: it prints the CPU seconds that one takes, and the most bytes that it holds.

Started in a process of its own with `python -m benchmarks.growing list|push COUNT ADDRESS LEAST`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections import deque
from itertools import repeat
from pathlib import Path
from time import process_time
from typing import Any

from . import customer, server

_LEAST = 20_000
"""Records to handle, in as many runs as that takes: a run of a thousand ends before the collector's first full pass."""


def measured(kind: str, count: int, address: str, size: int) -> tuple[float, float]:
    """Return what the program prints: CPU seconds of a record, and bytes.

    Arguments:
        kind: `list` for orders that are read, `push` for customers that are created.
        count: How many.
        address: Where a benchmark server listens.
        size: The size of the row. A row that is smaller than a full measurement handles no more than that.
    """
    command = [sys.executable, "-m", "benchmarks.growing", kind, str(count), address, str(min(_LEAST, size))]
    found: list[float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found[0], found[1]


def _list(client: Any, count: int) -> None:
    from codatsynccommerce.models import operations  # noqa: PLC0415 - loaded as a user would

    request = operations.ListCommerceOrdersRequest(customer.COMPANY, customer.CONNECTION, page_size=server.PAGE)
    deque(client.commerce_orders.iter_commerce_orders(request, max_items=count), maxlen=0)


def _push(client: Any, count: int) -> None:
    from codatsynccommerce import bulk  # noqa: PLC0415 - loaded as a user would

    create = client.accounting_customers.create_accounting_customer
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.sqlite"
        report = bulk.push(create, repeat(customer.request(), count), journal=journal, workers=1, wait=False)
        assert report.pending == count, report  # noqa: S101 - a run that sends nothing would be fast


def main() -> None:
    """Handle the records, and print what they took."""
    kind, count, address, least = sys.argv[1:]
    handle = {"list": _list, "push": _push}[kind]
    client = customer.client(server_url=address)
    handle(client, 50)  # Load and compile what is needed once.
    runs = max(1, int(least) // int(count))
    began = process_time()
    for _ in range(runs):
        handle(client, int(count))
    cpu = process_time() - began
    print(json.dumps([cpu / runs / int(count), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))


if __name__ == "__main__":
    main()
