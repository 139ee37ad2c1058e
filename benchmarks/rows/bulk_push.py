"""A bulk run over a socket, beside a plain loop of the same calls: CPU time, and bytes that the journal costs."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import customer, server
from benchmarks.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_WRITTEN = Path("/proc/self/io")


def prepare(size: int) -> Callable[[], Measured]:
    """Return the function that times one pair of `size` records."""
    from codatsynccommerce import bulk  # noqa: PLC0415 - ours or the published one

    folder = tempfile.TemporaryDirectory()
    client = customer.client(server_url=server.start())
    create = client.accounting_customers.create_accounting_customer
    requests = [customer.request() for _ in range(size)]
    journals = (Path(folder.name) / f"{number}.sqlite" for number in count())
    written = 0.0

    def push() -> Any:
        nonlocal written
        before = _written()
        report = bulk.push(create, requests, journal=next(journals), workers=1, wait=False)
        written = _written() - before
        assert report.pending == size, report  # noqa: S101 - a run that sends nothing would be fast
        return folder

    def loop() -> None:
        for request in requests:
            create(request)

    loop()
    pair = Pair(push, loop, repeats=1)

    def turn() -> Measured:
        ours, floor = pair.turn()
        return {
            "cpu": (ours.cpu / size, floor.cpu / size),
            "journal": (written / size, float(len(customer.BODY))),
        }

    return turn


def _written() -> float:
    """Return the bytes that this process has sent to storage, 0 if the system does not count them."""
    if not _WRITTEN.exists():
        return 0.0
    lines = dict(line.split(": ") for line in _WRITTEN.read_text(encoding="ascii").splitlines())
    return float(lines["write_bytes"])
