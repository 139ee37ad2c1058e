"""Cold start: what a new interpreter pays until the package is there, until it could call, and for a first call."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks import server

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_IMPORT = "import codatsynccommerce"
_MODELS = "import codatsynccommerce\nfrom codatsynccommerce.models import operations, shared"
READY = f"""{_MODELS}
address = "https://api.codat.io"
s = codatsynccommerce.CodatSyncCommerce(
    security=shared.Security(auth_header="Basic QkVOQ0hNQVJL"), server_url=address
)
s.accounting_customers
req = operations.CreateAccountingCustomerRequest(
    accounting_customer=shared.AccountingCustomer(
        addresses=[shared.Items1(type=shared.AccountingAddressType.DELIVERY)],
        contacts=[
            shared.Contact(
                address=shared.Items1(type=shared.AccountingAddressType.UNKNOWN),
                phone=[shared.PhoneNumbersitems(number="+44 25691 154789", type=shared.PhoneNumberType.PRIMARY)],
                status=shared.CustomerStatus.ACTIVE,
            ),
        ],
        metadata=shared.Metadata(),
        status=shared.CustomerStatus.UNKNOWN,
        supplemental_data=shared.SupplementalData(content={{"California": {{"systems": "North"}}}}),
    ),
    company_id="8a210b68-6988-11ed-a1eb-0242ac120002",
    connection_id="2e9d2c44-f675-40ba-8049-353bfcb5e171",
)"""
_FIRST = f"{READY}\ns.accounting_customers.create_accounting_customer(req)"
REQUESTS = "import requests"
_FIRST_REQUESTS = """import requests
address = "https://api.codat.io"
with requests.Session() as session:
    session.post(address + "/x", data=b"{}", headers={"Authorization": "Basic QkVOQ0hNQVJL"}).json()"""


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that starts one interpreter for each program."""
    base = server.start()

    def over_loopback(program: str) -> float:
        return _cold(program.replace("https://api.codat.io", base))

    def turn() -> Measured:
        return {
            "import": (_cold(_IMPORT), _cold(REQUESTS)),
            "models": (_cold(_MODELS), _cold(REQUESTS)),
            "ready": (_cold(READY), _cold(REQUESTS)),
            "first": (over_loopback(_FIRST), over_loopback(_FIRST_REQUESTS)),
        }

    return turn


def _cold(program: str) -> float:
    """Return the CPU seconds that a program takes in a new interpreter, its own start left out."""
    timed = f"from time import process_time\nt = process_time()\n{program}\nprint(process_time() - t)"
    command = [sys.executable, "-I", "-c", timed]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
