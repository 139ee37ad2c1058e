"""Every operation of the API is answered, by what the API's description says of its answer."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from support.bookshop import bookshop
from support.samples import Samples

from codatsynccommerce._runtime.codec import json_text as jsontext
from codatsynccommerce._runtime.codec.schema import field_type
from codatsynccommerce._runtime.operation import WHOLE_REQUEST, Operation
from codatsynccommerce.models import shared
from codatsynccommerce.sandbox.routes import all_operations
from codatsynccommerce.sandbox.validation import findings

IDS = {
    "company_id": "8a210b68-6988-11ed-a1eb-0242ac120002",
    "connection_id": "2e9d2c44-f675-40ba-8049-353bfcb5e171",
    "data_type": "invoices",
}
"""Values of paths. Everything else that a path can name has a record `61`."""

BODIES: dict[str, Any] = {
    "create-connection": "gbol",
    "unlink-connection": shared.UpdateConnection(status=shared.DataConnectionStatus.UNLINKED),
    "update-connection": shared.UpdateConnection(status=shared.DataConnectionStatus.UNLINKED),
}
"""Bodies that cannot be just anything."""


def _request(operation: Operation[Any]) -> Any:
    if operation.request is None or operation.body == WHOLE_REQUEST:
        return Samples().of(operation.request) if operation.request else None
    values = {word[1:-1]: "61" for word in operation.path.split("/") if word.startswith("{")}
    values |= {name: value for name, value in IDS.items() if name in values}
    if operation.body:
        sample = Samples().of(get_type_hints(operation.request)[operation.body])
        return operation.request(**values, **{operation.body: BODIES.get(operation.name, sample)})
    return operation.request(**values)


@pytest.mark.parametrize("operation", all_operations(), ids=lambda one: str(one.name))
def test_every_operation_answers_as_described(operation: Operation[Any]) -> None:
    with bookshop() as shop:
        response = shop.call(operation, _request(operation))
    assert response.status_code in (200, 204)
    if operation.payload is None:
        assert response.raw_response.content == b""
        return
    document = jsontext.parse(response.raw_response.content)
    assert [finding for finding, _ in findings(field_type(operation.payload_type), document, "")] == []


def test_all_operations_are_there() -> None:
    # 59 of Sync for Commerce, and the create model that its pushes tell users to ask for.
    assert len(all_operations()) == 60


def test_every_list_has_rows_and_every_row_can_be_read_by_its_id() -> None:
    reads = [one for one in all_operations() if one.method == "GET" and one.path.endswith("_id}")]
    lists = {one.path for one in all_operations()}
    with bookshop() as shop:
        for operation in reads:
            path = operation.path.rpartition("/")[0].format(**IDS)
            if operation.path.rpartition("/")[0] not in lists:
                continue
            rows = shop.get(f"{path}?pageSize=5000")["results"]
            assert rows, operation.name
            assert shop.get(f"{path}/{rows[-1]['id']}") == rows[-1]


def test_the_amounts_of_every_order_add_up_exactly() -> None:
    with bookshop() as shop:
        orders = shop.get(f"{shop.connection}/data/commerce-orders?pageSize=5000")["results"]
    for order in orders:
        parts = [*order["orderLineItems"], *order["serviceCharges"]]
        assert order["totalAmount"] == sum(one["totalAmount"] for one in parts)
        assert order["totalTaxAmount"] == sum(one.get("totalTaxAmount", one.get("taxAmount")) for one in parts)
        assert order["payments"][0]["amount"] == order["totalAmount"]
        for line in order["orderLineItems"]:
            assert line["totalAmount"] - line["totalTaxAmount"] == line["quantity"] * line["unitPrice"]
    assert any(order["totalTaxAmount"] for order in orders)
    assert any(order["totalRefund"] for order in orders)


def test_two_sandboxes_hold_the_same() -> None:
    contents: list[Any] = []
    for _ in range(2):
        with bookshop() as shop:
            contents.append(
                [
                    shop.raw("GET", one.path.format(**{**dict.fromkeys(_names(one), "61"), **IDS})).content
                    for one in all_operations()
                    if one.method == "GET" and not one.path.endswith("/start")
                ]
            )
    assert contents[0] == contents[1]


def _names(operation: Operation[Any]) -> list[str]:
    return [word[1:-1] for word in operation.path.split("/") if word.startswith("{")]
