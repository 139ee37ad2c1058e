"""Fills a journal in a process of its own, so that its memory can be seen: `JOURNAL SERVER RECORDS COMPANIES`."""

from __future__ import annotations

import json
import sys
import time

from codatsynccommerce import bulk

from .accepting import request
from .worker import AcceptingAdapter, connect, memory


def main() -> None:
    """Write the records, and print the seconds and the memory that it took."""
    journal, server = sys.argv[1:3]
    count, companies = map(int, sys.argv[3:])
    create = connect(server, AcceptingAdapter()).accounting_customers.create_accounting_customer
    records = (request(number, companies) for number in range(count))
    began = time.perf_counter()
    bulk.fill(create, records, journal=journal, name="bench")
    print(json.dumps({"seconds": time.perf_counter() - began, "most": memory("VmHWM")}))


if __name__ == "__main__":
    main()
