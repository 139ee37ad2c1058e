"""Lists become flat rows and data frames, the same columns whatever the API sent, every amount exact."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import Recorder, json_response
from support.samples import Samples

from codatsynccommerce._runtime.models import ListResponse
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Connect

pandas: Any = import_module("pandas")  # it has no types of its own

LISTS = [
    one
    for name in operations.__all__
    if isinstance(one := getattr(operations, name), Operation) and issubclass(one.response, ListResponse)
]
_ORDERS = b"""{"results": [
    {"id": "1", "totalAmount": 0.10, "customerRef": {"id": "7", "name": "Ada"}, "orderLineItems": [
        {"id": "1-1", "quantity": 2, "productRef": {"id": "p", "name": "Atlas"}}]},
    {"id": "2", "totalAmount": 123456789012345678.30, "payments": [{"id": "9", "status": "Paid"}]},
    {"id": "3", "supplementalData": {"content": {"a": {"b": 1}}}}
], "pageNumber": 1, "pageSize": 100, "totalResults": 3}"""


def test_null_in_the_list_is_not_a_row() -> None:
    page = shared.CommerceOrders.from_json(b'{"results": [null, {"id": "1"}, null]}')
    response = operations.ListCommerceOrdersResponse("application/json", 200, page)
    assert [row["id"] for row in response.to_rows()] == ["1"]
    assert len(response.to_pandas()) == 1
    assert "CommerceOrder" in response._repr_html_()


@pytest.mark.parametrize("odd", [7, "x", [1], True])
def test_value_that_is_no_record_is_not_a_row(server: Recorder, connect: Connect, odd: object) -> None:
    server.will(json_response({"results": [odd, {"pushOperationKey": "k"}]}))
    response = connect().push_data.list_operations(operations.GetCompanyPushHistoryRequest("company"))
    assert response.unexpected_values
    assert [row["push_operation_key"] for row in response.to_rows()] == ["k"]
    assert len(response.to_pandas()) == 1


@pytest.fixture
def orders() -> operations.ListCommerceOrdersResponse:
    return operations.ListCommerceOrdersResponse("application/json", 200, shared.CommerceOrders.from_json(_ORDERS))


def test_nested_columns_use_dots_and_none(
    orders: operations.ListCommerceOrdersResponse,
) -> None:
    first, second, _ = orders.to_rows()
    assert (first["id"], first["customer_ref.id"], first["customer_ref.name"]) == ("1", "7", "Ada")
    assert (second["customer_ref.id"], second["customer_ref.name"], second["created_date"]) == (None, None, None)


def test_lists_and_maps_stay_whole_as_plain_values(orders: operations.ListCommerceOrdersResponse) -> None:
    first, second, third = orders.to_rows()
    (line,) = first["order_line_items"]
    assert line["product_ref.name"] == "Atlas"
    assert type(second["payments"][0]["status"]) is str
    assert third["supplemental_data.content"] == {"a": {"b": 1}}


def test_every_row_has_the_same_keys(orders: operations.ListCommerceOrdersResponse) -> None:
    keys = [list(row) for row in orders.to_rows()]
    assert keys[0] == keys[1] == keys[2]
    assert keys[0][:7] == [
        *("id", "closed_date", "country", "created_date", "currency"),
        *("customer_ref.id", "customer_ref.name"),
    ]


def test_rows_can_be_written_to_csv(orders: operations.ListCommerceOrdersResponse) -> None:
    rows = orders.to_rows()
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    read = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert [one["total_amount"] for one in read] == ["0.10", "123456789012345678.30", ""]


def test_a_data_frame_keeps_every_amount_exact(orders: operations.ListCommerceOrdersResponse) -> None:
    frame = orders.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert [repr(one) for one in frame["total_amount"]] == [
        "Decimal('0.10')",
        "Decimal('123456789012345678.30')",
        "None",
    ]
    assert frame["total_amount"].dropna().sum() == Decimal("123456789012345678.40")
    assert {str(one) for one in frame.dtypes} == {"object"}


def test_integer_column_with_gaps_stays_integer(server: Recorder, connect: Connect) -> None:
    rows = [{"timeoutInMinutes": 5, "status": "Pending"}, {"status": "Newer than we know"}]
    server.will(json_response({"results": rows}))
    response = connect().push_data.list_operations(operations.GetCompanyPushHistoryRequest("company"))
    frame = response.to_pandas()
    assert list(frame["timeout_in_minutes"]) == [5, None]
    assert type(frame["timeout_in_minutes"][0]) is int
    assert list(frame["status"]) == ["Pending", "Newer than we know"]


@pytest.mark.parametrize("body", [b"{}", b'{"results": null}', b'{"results": []}'])
def test_an_empty_list_has_the_same_columns(orders: operations.ListCommerceOrdersResponse, body: bytes) -> None:
    empty = operations.ListCommerceOrdersResponse("application/json", 200, shared.CommerceOrders.from_json(body))
    assert empty.to_rows() == []
    assert list(empty.to_pandas().columns) == list(orders.to_pandas().columns)
    assert operations.ListCommerceOrdersResponse("application/json", 200).to_rows() == []


@for_each("operation", LISTS)
def test_every_list_gives_flat_rows(operation: Operation[Any]) -> None:
    payload = Samples().of(operation.payload_type)
    response: Any = operation.response(content_type="", status_code=200, **{str(operation.payload): payload})
    rows = response.to_rows()
    assert len(rows) == len(payload.results) > 0
    assert list(response.to_pandas().columns) == list(rows[0])
    for row in rows:
        for value in row.values():
            assert isinstance(value, (str, int, Decimal, list, dict)) or value is None
            assert not hasattr(value, "is_known")


def test_paginated_lists_and_locations_have_rows() -> None:
    assert {one.name for one in LISTS if not one.is_paginated} == {"list-commerce-locations", "list-webhook-consumers"}
    assert all(
        issubclass(one.response, ListResponse)
        for name in operations.__all__
        if isinstance(one := getattr(operations, name), Operation) and one.is_paginated
    )


def test_one_record_gives_one_row() -> None:
    order = shared.CommerceOrder(id="1", customer_ref=shared.CommerceCustomerRef(id="7"), total_amount=Decimal("1.10"))
    row = order.to_row()
    assert (row["customer_ref.id"], row["total_amount"], row["location_ref.id"]) == ("7", Decimal("1.10"), None)


def test_a_record_within_itself_stays_whole() -> None:
    assert (
        shared.PushOption.from_dict({"properties": {"a": {"type": "String"}}}).to_row()["properties"]["a"]["type"]
        == "String"
    )


def test_without_pandas_the_error_says_what_to_do(
    orders: operations.ListCommerceOrdersResponse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ModuleNotFoundError, match="pip install pandas"):
        orders.to_pandas()
    assert len(orders.to_rows()) == 3


def test_broken_pandas_is_not_reported_as_missing(
    orders: operations.ListCommerceOrdersResponse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pandas.py").write_text("import no_such_dependency\n")
    monkeypatch.delitem(sys.modules, "pandas")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModuleNotFoundError, match="no_such_dependency"):
        orders.to_pandas()
