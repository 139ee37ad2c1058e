"""Create a customer in the accounting software and wait until it is there.

Without CODAT_API_KEY in the environment this runs against a sandbox on this computer. With it, the customer goes to
the accounting software behind --company-id and --connection-id.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from typing import TextIO

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.sandbox import Sandbox


def main() -> int:
    """Run the example and return its exit status."""
    options = read_options()
    try:
        if os.environ.get("CODAT_API_KEY"):
            with CodatSyncCommerce() as client:
                create_customer(client, options)
        else:
            with Sandbox(pending_polls=0) as sandbox:
                options.company_id = options.company_id or sandbox.company_id
                options.connection_id = options.connection_id or sandbox.connection_id
                security = shared.Security.from_api_key(sandbox.api_key)
                with CodatSyncCommerce(security, server_url=sandbox.url) as client:
                    create_customer(client, options)
    except errors.SDKError as error:
        show(f"Failed       {error}", sys.stderr)
        return 1
    return 0


def create_customer(client: CodatSyncCommerce, options: argparse.Namespace) -> None:
    """Create the customer, wait until it is in the books, and show its id."""
    customer = shared.AccountingCustomer(
        customer_name=options.name,
        email_address=options.email,
        default_currency=options.currency,
        status=shared.CustomerStatus.ACTIVE,
    )
    request = operations.CreateAccountingCustomerRequest(options.company_id, options.connection_id, customer)
    show(f"Sending      {options.name}, {options.email}, {options.currency}")
    created = client.accounting_customers.create_accounting_customer(request)
    show(f"Operation    {created.result.push_operation_key}")
    show(f"Status       {created.result.status}")
    outcome = client.push_data.wait_for(created, on_update=lambda state: show(f"Status       {state.status}"))
    for change in outcome.changes or []:
        if change.record_ref and change.record_ref.id:
            show(f"Customer id  {change.record_ref.id}")


def show(text: str, stream: TextIO | None = None) -> None:
    """Print a line. A stream that is closed or full must not end the work."""
    stream = stream or sys.stdout
    if not stream:
        return  # The program was started without it.
    try:
        # On a terminal that knows only ASCII, Zoë is shown as Zo\xeb and sent as Zoë.
        encoding = stream.encoding or "utf-8"
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except (OSError, ValueError):
        # Python flushes the stream once more when it ends, and must not fail then.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--company-id", help="company whose books to write to (default: the sandbox's company)")
    parser.add_argument("--connection-id", help="its accounting connection (default: the sandbox's)")
    parser.add_argument("--name", default="Ada's Antiques")
    parser.add_argument("--email", default="ada@example.com")
    parser.add_argument("--currency", default="GBP")
    options = parser.parse_args()
    if os.environ.get("CODAT_API_KEY") and not (options.company_id and options.connection_id):
        parser.error("with CODAT_API_KEY set, --company-id and --connection-id say where to write")
    return options


if __name__ == "__main__":
    sys.exit(main())
