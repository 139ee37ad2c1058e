"""Every operation of the API has a response, which is what the API's description says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.bookshop import bookshop
from support.client_operations import all_operations
from support.conformance import PATH_VALUES, mismatches
from support.for_each import for_each

from codatsynccommerce.sandbox.description import document, is_date, operations, properties, types

if TYPE_CHECKING:
    from support.bookshop import Shop

    from codatsynccommerce.sandbox.description import Operation

QUERY = {"get-config-text-sync-flow": "?locale=en-us", "update-config-text-sync-flow": "?locale=en-us"}


def target(operation: Operation) -> str:
    """Return a path and query string of an operation that exist in a sandbox."""
    names = [segment[1:-1] for segment in operation.segments if segment.startswith("{")]
    return operation.path.format(**{name: PATH_VALUES.get(name, "61") for name in names}) + QUERY.get(operation.id, "")


def example(operation: Operation) -> bytes | None:
    """Return the description's example of an operation's body."""
    body = document()["paths"][operation.path][operation.method.lower()].get("requestBody")
    return json.dumps(body["content"]["application/json"]["example"], default=float).encode() if body else None


@for_each("operation", operations())
def test_every_operation_responds_as_described(operation: Operation) -> None:
    with bookshop() as shop:
        response = shop.raw(operation.method, target(operation), example(operation))
    assert response.status_code in (200, 201, 202, 204), response.text
    schema = operation.responses[response.status_code]
    if schema is None:
        assert response.content == b""
    else:
        assert mismatches(schema, response.json()) == []


def test_sandbox_and_client_have_the_same_operations() -> None:
    assert {operation.id for operation in operations()} == {operation.name for operation in all_operations()}


def test_every_operation_with_a_body_describes_a_400() -> None:
    assert [operation.id for operation in operations() if operation.body and 400 not in operation.responses] == []


def test_every_list_has_rows_readable_by_id() -> None:
    paths = {operation.path for operation in operations()}
    with bookshop() as shop:
        for operation in operations():
            parent = operation.path.rpartition("/")[0]
            if operation.method != "GET" or not operation.path.endswith("}") or parent not in paths:
                continue
            path = target(operation).rpartition("/")[0]
            rows = shop.get(f"{path}?pageSize=5000")["results"]
            assert rows, operation.id
            key = rows[-1].get("id") or rows[-1]["pushOperationKey"]
            assert shop.get(f"{path}/{key}") == rows[-1]


def test_amounts_of_every_order_add_up() -> None:
    with bookshop() as shop:
        orders = shop.get(f"{shop.connection}/data/commerce-orders?pageSize=5000")["results"]
    for order in orders:
        parts = [*order["orderLineItems"], *order["serviceCharges"]]
        assert order["totalAmount"] == sum(part["totalAmount"] for part in parts)
        assert order["totalTaxAmount"] == sum(part.get("totalTaxAmount", part.get("taxAmount")) for part in parts)
        assert order["payments"][0]["amount"] == order["totalAmount"]
        for line in order["orderLineItems"]:
            assert line["totalAmount"] - line["totalTaxAmount"] == line["quantity"] * line["unitPrice"]
    assert any(order["totalTaxAmount"] for order in orders)
    assert any(order["totalRefund"] for order in orders)


def test_two_sandboxes_hold_the_same() -> None:
    with bookshop() as one, bookshop() as other:
        assert _contents(one) == _contents(other)


def test_sandboxes_are_independent() -> None:
    with bookshop() as one, bookshop() as other:
        before = _contents(one)
        for operation in operations():
            other.raw(operation.method, target(operation), example(operation))
        assert _contents(one) == before
        with bookshop() as later:
            assert _contents(later) == before


def _contents(shop: Shop) -> list[bytes]:
    """Return everything that a sandbox lets read."""
    contents = [body for operation in operations() if (body := _read(shop, operation))]
    assert len(contents) > 30
    return contents


def test_every_date_is_known_as_one() -> None:
    names = ("Date", "Utc", "created", "lastSync", "requested", "completed")
    schemas = document()["components"]["schemas"]
    undated = [
        f"{schema}.{name}"
        for schema in schemas
        for name, value in properties(schemas[schema]).items()
        if name.endswith(names) and types(value) == {"string"} and not is_date(value)
    ]
    assert undated == []


def test_every_integration_lists_a_data_type_once() -> None:
    with bookshop() as shop:
        integrations = shop.get("/config/integrations")["results"]
    for integration in integrations:
        data_types = [feature["dataType"] for feature in integration["datatypeFeatures"]]
        assert len(data_types) == len(set(data_types)), integration["key"]


def _read(shop: Shop, operation: Operation) -> bytes:
    if operation.method != "GET" or operation.path.endswith(("/start", "/accessToken")):
        return b""
    return shop.raw("GET", target(operation)).content
