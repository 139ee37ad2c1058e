"""One create call, as a program and as its bytes: the customer of the documented example and the API's response."""

from __future__ import annotations

import json
from typing import Any

COMPANY = "8a210b68-6988-11ed-a1eb-0242ac120002"
CONNECTION = "2e9d2c44-f675-40ba-8049-353bfcb5e171"
OPERATION = "b8b4a3d6-55a1-4f0c-b5e8-0d5c3a1f7e29"
PATH = f"/companies/{COMPANY}/connections/{CONNECTION}/push/customers"
AUTHORIZATION = "Basic QkVOQ0hNQVJL"
"""No key: it is the word for what this is, encoded."""

CUSTOMER: dict[str, Any] = {
    "status": "Active",
    "addresses": [{"type": "Delivery", "city": "Leeds", "country": "GBR", "line1": "14 Kirkgate", "postalCode": "LS1"}],
    "contactName": "Ines Hartley",
    "contacts": [
        {
            "status": "Active",
            "address": {"type": "Billing", "city": "Leeds", "country": "GBR"},
            "email": "ines@hartley-books.example",
            "modifiedDate": "2022-10-23T00:00:00Z",
            "name": "Ines Hartley",
            "phone": [{"number": "+44 25691 154789", "type": "Primary"}],
        }
    ],
    "customerName": "Hartley Books",
    "defaultCurrency": "GBP",
    "emailAddress": "orders@hartley-books.example",
    "metadata": {"isDeleted": False},
}

BODY = json.dumps(CUSTOMER, separators=(",", ":")).encode()

RESPONSE = json.dumps(
    {
        "changes": None,
        "data": None,
        "dataType": "customers",
        "companyId": COMPANY,
        "pushOperationKey": OPERATION,
        "dataConnectionKey": CONNECTION,
        "requestedOnUtc": "2022-10-23T10:00:00.104Z",
        "completedOnUtc": None,
        "timeoutInMinutes": 60,
        "timeoutInSeconds": 3600,
        "status": "Pending",
        "validation": None,
        "errorMessage": None,
        "statusCode": 202,
    },
    separators=(",", ":"),
).encode()
"""The response that the API normally sends to a push: the operation, which has only begun."""


def request() -> Any:
    """Return the request object, in terms of the `codatsynccommerce` that this interpreter has."""
    from codatsynccommerce.models import operations, shared  # noqa: PLC0415 - ours or the published one

    return operations.CreateAccountingCustomerRequest(
        accounting_customer=shared.AccountingCustomer.from_dict(CUSTOMER),
        company_id=COMPANY,
        connection_id=CONNECTION,
    )


def client(**given: Any) -> Any:
    """Return a client, of the `codatsynccommerce` that this interpreter has."""
    import codatsynccommerce  # noqa: PLC0415 - ours or the published one
    from codatsynccommerce.models import shared  # noqa: PLC0415

    given = {"security": shared.Security(auth_header=AUTHORIZATION), **given}
    return codatsynccommerce.CodatSyncCommerce(**given)


def bare_headers() -> dict[str, str]:
    """Return the headers that a program with nothing but `requests` would set."""
    return {"Authorization": AUTHORIZATION, "Content-Type": "application/json", "Accept": "application/json"}
