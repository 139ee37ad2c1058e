"""Cold start: what a new interpreter pays until the package is there, until it could call, and for a first call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.pairs import Measured

_HOME = str(Path(__file__).parents[2])

_IMPORT = "import codatsynccommerce"
_MODELS = "import codatsynccommerce\nfrom codatsynccommerce.models import operations, shared"
READY = f"""{_MODELS}
s = codatsynccommerce.CodatSyncCommerce(security=shared.Security(auth_header="Basic QkVOQ0hNQVJL"))
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
with requests.Session() as session:
    session.post("https://api.codat.io/x", data=b"{}", headers={"Authorization": "Basic QkVOQ0hNQVJL"}).json()"""

# Only for the first call: the response comes from memory. The import of `requests` is timed as part of the start,
# because every client needs it; the response itself is not timed.
_FROM_MEMORY = f"""import sys
sys.path.append({_HOME!r})
from benchmarks import memory_transport
memory_transport.replace_every_adapter()
"""


def prepare(_size: int) -> Callable[[], Measured]:
    """Return the function that starts one interpreter for each program."""

    def turn() -> Measured:
        return {
            "import": (_cold(_IMPORT), _cold(REQUESTS)),
            "models": (_cold(_MODELS), _cold(REQUESTS)),
            "ready": (_cold(READY), _cold(REQUESTS)),
            "first": (_cold(_FROM_MEMORY + _FIRST), _cold(_FROM_MEMORY + _FIRST_REQUESTS)),
        }

    return turn


def _cold(program: str) -> float:
    """Return the CPU seconds that a program takes in a new interpreter, its own start left out."""
    timed = f"from time import process_time\nt = process_time()\n{program}\nprint(process_time() - t)"
    command = [sys.executable, "-I", "-c", timed]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
