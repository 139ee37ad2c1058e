"""The package of the golden project works: it is imported, and called over real HTTP."""

from __future__ import annotations

import inspect
from dataclasses import fields
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from support import projects
from support.recorder import json_response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.recorder import Recorder


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield projects.imported(projects.golden(tmp_path_factory.mktemp("shop")), "shop")
    projects.forget("shop")


@pytest.fixture
def client(shop: Any, server: Recorder) -> Iterator[Any]:
    with shop.Shop(shop.models.shared.Security.from_api_key("key"), server_url=server.url) as client:
        yield client


def test_client_and_sub_sdk_names(shop: Any, client: Any) -> None:
    assert set(shop.__all__) >= {"SERVERS", "Shop", "Orders", "__version__", "models", "utils"}
    assert shop.SERVERS == ["https://shop.example"]
    assert type(client.orders) is shop.Orders
    assert type(client.orders).__doc__ == "Read and create orders."


def test_method_sends_described_request(shop: Any, client: Any, server: Recorder) -> None:
    operations, shared = shop.models.operations, shop.models.shared
    server.will(json_response({"number": "A-1", "status": "Paid", "total": 12}))
    order = shared.Order(
        number="A-1",
        status=shared.OrderStatus.IN_TRANSIT,
        total=Decimal("12.50"),
        customer=shared.OrderCustomer(name="Ada", extra={"vip": True}),
        lines=[shared.OrderLine(quantity=2)],
        tags={"channel": "web"},
        currency_rate=Decimal("1.10"),
    )
    response = client.orders.create_order(operations.CreateOrderRequest("s/1", order))
    assert (server.only.method, server.only.target) == ("POST", "/shops/s%2F1/orders")
    assert server.only.body == (
        b'{"number":"A-1","status":"inTransit","customer":{"name":"Ada","vip":true},'
        b'"lines":[{"quantity":2}],"tags":{"channel":"web"},"total":12.50,"currencyRate":1.10}'
    )
    assert type(response) is operations.CreateOrderResponse
    assert response.order == shared.Order(number="A-1", status=shared.OrderStatus.PAID, total=Decimal(12))
    assert server.only.headers["Idempotency-Key"] == response.idempotency_key


def test_query_uses_defaults_and_api_names(shop: Any, client: Any, server: Recorder) -> None:
    server.will(json_response({"_links": {"next": None}, "results": [{"status": "Paid"}]}))
    response = client.orders.list(shop.models.operations.ListOrdersRequest("s", page_size=7))
    assert server.only.target == "/shops/s/orders?page=1&pageSize=7"
    assert response.orders.links.next is None
    assert response.orders.results[0].status is shop.models.shared.OrderStatus.PAID
    assert shop.models.operations.LIST_ORDERS.is_paginated


def test_response_without_body_has_no_payload(shop: Any, client: Any, server: Recorder) -> None:
    server.will(json_response({}, 204))
    response = client.orders.delete_order(shop.models.operations.DeleteOrderRequest("o", "s"))
    assert (server.only.method, server.only.target) == ("DELETE", "/shops/s/orders/o")
    assert response.status_code == 204
    assert not hasattr(response, "order")


def test_failure_raises_with_its_message(shop: Any, client: Any, server: Recorder) -> None:
    server.will(json_response({"error": "gone"}, 404))
    with pytest.raises(shop.models.errors.NotFoundError, match="404: gone"):
        client.orders.list(shop.models.operations.ListOrdersRequest("s"))


def test_fields_are_in_published_order(shop: Any) -> None:
    # What is or was required, then the rest by name, then what the API has gained; further keys at the end.
    names = [field.name for field in fields(shop.models.shared.Order)]
    assert names == ["number", "status", "customer", "lines", "note", "tags", "total", "currency_rate", "extra"]
    assert [field.name for field in fields(shop.models.operations.DeleteOrderRequest)] == ["order_id", "shop_id"]


def test_required_field_after_optional_is_checked(shop: Any) -> None:
    with pytest.raises(TypeError, match=r"Order\(\) is missing required arguments: status"):
        shop.models.shared.Order("A-1")
    assert shop.models.shared.Order(status="Paid").number is None
    assert shop.models.shared.Order.from_dict({}).status is None


def test_extra_fields_of_models(shop: Any) -> None:
    shared = shop.models.shared
    taking = {
        name
        for name in ("Order", "OrderCustomer", "OrderLine", "Orders", "Links", "ErrorMessage")
        if "extra" in inspect.signature(getattr(shared, name)).parameters
    }
    assert taking == {"Order", "OrderCustomer", "OrderLine"}
    assert shared.OrderCustomer.from_dict({"name": "n", "newer": 1}).extra == {"newer": 1}
    assert shared.OrderLine.from_dict({"newer": 1}).extra is None


def test_enum_members_and_unknown_values(shop: Any) -> None:
    kind = shop.models.shared.OrderStatus
    assert {member.name: member.value for member in kind} == {
        "PAID": "Paid",
        "IN_TRANSIT": "inTransit",
        "TIMED_OUT": "TimedOut",
    }
    assert not kind("Lost").is_known


def test_renamed_class_is_the_same(shop: Any) -> None:
    assert shop.models.shared.Buyer is shop.models.shared.OrderCustomer
    assert "Buyer" in shop.models.shared.__all__


def test_renamed_class_is_in_the_module_of_another(shop: Any) -> None:
    module = import_module("shop.models.shared.order")
    assert module.Buyer is shop.models.shared.OrderCustomer
    assert module.__all__ == ["Buyer", "Order"]


def test_renamed_field_is_an_argument_and_an_attribute(shop: Any) -> None:
    order = shop.models.shared.Order(status="Paid")
    request = shop.models.operations.CreateOrderRequest("s", purchase=order)
    assert request.order is request.purchase is order
    request.purchase = None
    assert request.order is None
    response = shop.models.operations.CreateOrderResponse("application/json", 200, order)
    assert response.purchase is order


def test_docstrings_contain_descriptions(shop: Any) -> None:
    method = inspect.getdoc(shop.Orders.create_order) or ""
    assert method.startswith(
        "Create order.\n\n`POST /shops/{shopId}/orders`\n\nCreates an order. It is shipped at once.\n\nArguments:\n"
    )
    assert method.endswith("See https://shop.example/reference#create-order")
    source = inspect.getsource(shop.models.shared.Order)
    assert '"""Sum of the lines.\n\n    It includes taxes' in source
    assert all(len(line) <= 120 for line in source.splitlines())


def test_documented_program_runs(shop: Any, server: Recorder) -> None:
    page = (projects.GOLDEN / "expected/docs/sdks/orders/README.md.txt").read_text()
    program = page.split("```python\n")[1].split("```")[0]
    assert program.splitlines()[2:4] == ["import shop", "from shop.models import operations, shared"]
    server.will(json_response({"status": "Paid"}))
    assert "s = shop.Shop(\n" in program
    exec(program.replace("s = shop.Shop(\n", f"s = shop.Shop(\n    server_url={server.url!r},\n"), {})  # noqa: S102
    assert server.only.json == {
        "number": "A-1",
        "status": "Paid",
        "total": Decimal("12.50"),
        "customer": {"name": "Ada"},
        "tags": {"channel": "web"},
        "lines": [{"quantity": 2}],
    }


def test_queries_compare_what_the_description_lists(shop: Any) -> None:
    q = shop.queries.of(shop.models.shared.Order)
    assert [name for name in dir(q) if not name.startswith("_")] == ["customer", "number", "status", "total"]
    assert (q.total > Decimal("12.50")) & (q.customer.name == "Ada") == "{total>12.50}&&{customer.name=Ada}"
    with pytest.raises(AttributeError, match="OrderQuery has no property currency_rate"):
        q.currency_rate  # noqa: B018 - reading it is what is tested


def test_webhook_events_have_a_model_for_each_type(shop: Any) -> None:
    events = shop.models.webhooks
    models = {event_type: model.__name__ for event_type, model in events.EVENT_MODELS.items()}
    assert models == {"order.paid": "OrderPaidEvent", "{dataType}.shipped": "ShippedEvent"}
    paid = events.OrderPaidEvent.from_json('{"eventType": "order.paid", "payload": {"status": "Paid"}}')
    assert paid.payload == shop.models.shared.Order(status=shop.models.shared.OrderStatus.PAID)
    assert events.UnknownEvent.from_dict({"eventType": "x", "payload": [1]}).payload == [1]
