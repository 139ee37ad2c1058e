"""Create a customer in the accounting software and wait until it is there.

Without CODAT_API_KEY in the environment this runs against a sandbox on this computer. With it, the customer goes to
the accounting software behind --company-id and --connection-id.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.sandbox import Sandbox


def main() -> int:
    """Run the example and give its exit status."""
    options = read_options()
    try:
        if os.environ.get("CODAT_API_KEY"):
            with CodatSyncCommerce() as client:
                return create_customer(client, options, pause=2.0)
        with Sandbox() as sandbox:
            options.company_id = options.company_id or sandbox.company_id
            options.connection_id = options.connection_id or sandbox.connection_id
            security = shared.Security.from_api_key(sandbox.api_key)
            with CodatSyncCommerce(security, server_url=sandbox.url) as client:
                return create_customer(client, options, pause=0.1)
    except errors.SDKError as error:
        return failed(str(error))


def create_customer(client: CodatSyncCommerce, options: argparse.Namespace, pause: float) -> int:
    """Send the customer, wait for the outcome, and say what it is."""
    customer = shared.AccountingCustomer(
        customer_name=options.name,
        email_address=options.email,
        default_currency=options.currency,
        status=shared.CustomerStatus.ACTIVE,
    )
    request = operations.CreateAccountingCustomerRequest(options.company_id, options.connection_id, customer)
    print(f"Sending      {options.name}, {options.email}, {options.currency}")
    created = client.accounting_customers.create_accounting_customer(request).accounting_create_customer_response
    if created is None:
        return failed("the API answered without a push operation")
    print(f"Operation    {created.push_operation_key}")
    outcome = wait(client, options.company_id, created.push_operation_key, pause)
    for change in outcome.changes or []:
        if change.record_ref and change.record_ref.id:
            print(f"Customer id  {change.record_ref.id}")
    if outcome.status == shared.PushOperationStatus.SUCCESS:
        return 0
    problems = (outcome.validation.errors if outcome.validation else None) or []
    return failed(outcome.error_message or "", *(f"{problem.item_id}: {problem.message}" for problem in problems))


def wait(client: CodatSyncCommerce, company_id: str, key: str, pause: float) -> shared.PushOperation:
    """Read the push operation, with growing pauses, until it is no longer pending."""
    request = operations.GetPushOperationRequest(company_id, key)
    while True:
        operation = client.push_data.get_operation(request).push_operation
        if operation:
            print(f"Status       {operation.status.value}")
            if operation.status != shared.PushOperationStatus.PENDING:
                return operation
        time.sleep(pause)
        pause = min(pause * 1.5, 30.0)


def failed(*lines: str) -> int:
    """Say what went wrong and give the exit status for it."""
    print("Failed      ", "\n             ".join(lines), file=sys.stderr)
    return 1


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--company-id", help="whose books to write to (default: the sandbox's company)")
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
