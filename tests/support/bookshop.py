"""A sandbox, a client of it that does not wait, and the calls that the tests make again and again."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import requests

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime.client import CallOptions, Clock
from codatsynccommerce._runtime.codec import json_text as jsontext
from codatsynccommerce.models import operations, shared
from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codatsynccommerce._runtime.operation import Operation


class Shop:
    """What a test holds."""

    def __init__(self, sandbox: Sandbox, client: CodatSyncCommerce) -> None:
        self.sandbox = sandbox
        self.client = client
        self.company = f"/companies/{sandbox.company_id}"
        self.connection = f"{self.company}/connections/{sandbox.connection_id}"
        self.push_path = f"{self.connection}/push/customers"

    def push(self, name: str = "Ada", key: str | None = None, **fields: Any) -> shared.AccountingCreateCustomerResponse:
        customer = shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, customer_name=name, **fields)
        request = operations.CreateAccountingCustomerRequest(
            self.sandbox.company_id, self.sandbox.connection_id, customer
        )
        response = self.client.accounting_customers.create_accounting_customer(request, idempotency_key=key)
        return cast("shared.AccountingCreateCustomerResponse", response.accounting_create_customer_response)

    def read(self, push_operation_key: str) -> shared.PushOperation:
        request = operations.GetPushOperationRequest(self.sandbox.company_id, push_operation_key)
        return cast("shared.PushOperation", self.client.push_data.get_operation(request).push_operation)

    def call(self, operation: Operation[Any], request: Any = None) -> Any:
        return self.client._client.call(operation, request, CallOptions())

    def raw(self, method: str, path: str, body: bytes | None = None, **headers: str) -> requests.Response:
        """Send what the client would not send."""
        basic = "Basic " + base64.b64encode(self.sandbox.api_key.encode()).decode()
        named = {"Authorization": basic} | {name.replace("_", "-"): value for name, value in headers.items()}
        with requests.Session() as session:
            return session.request(method, self.sandbox.url + path, data=body, headers=named, timeout=10)

    def get(self, path: str) -> Any:
        response = self.raw("GET", path)
        assert response.status_code == 200, response.text
        return jsontext.parse(response.content)


@contextmanager
def bookshop(**options: Any) -> Iterator[Shop]:
    """Open a shop for one test."""
    with Sandbox(**options) as sandbox:
        security = shared.Security.from_api_key(sandbox.api_key)
        with CodatSyncCommerce(security, server_url=sandbox.url) as client:
            client._client.clock = Clock(sleep=lambda _seconds: None)
            yield Shop(sandbox, client)
