"""A program that pushes customers and may be killed at any moment: the child of the tests that kill it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

URL, API_KEY, COMPANY, CONNECTION, COUNT, JOURNAL, *SHOWN = sys.argv[1:]


def customers() -> Iterator[operations.CreateAccountingCustomerRequest]:
    for number in range(int(COUNT)):
        customer = shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name=f"Customer {number}")
        yield operations.CreateAccountingCustomerRequest(COMPANY, CONNECTION, customer)


def most_memory() -> str:
    """Return the most memory that this process has held. `getrusage` would count that of its parent before the exec."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
    return f"{int(found[1]) // 1024} MB" if found else "memory unknown here"


with CodatSyncCommerce(shared.Security.from_api_key(API_KEY), server_url=URL) as client:
    create = client.accounting_customers.create_accounting_customer
    report = bulk.push(create, customers(), journal=JOURNAL, workers=5, progress=bool(SHOWN))
    sys.stdout.write(f"{report!r}, {most_memory()}\n")
    sys.exit(report.succeeded != int(COUNT))
