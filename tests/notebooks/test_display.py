"""Models and responses are shown as short, escaped tables; showing them sends nothing and reveals nothing more."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.recorder import Recorder, json_response
from support.samples import Samples

from codatsynccommerce import CodatSyncCommerce, utils
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from conftest import Connect

    from codatsynccommerce.sandbox import Sandbox

OPERATIONS = [one for name in operations.__all__ if isinstance(one := getattr(operations, name), Operation)]
_TAGS = re.compile(r"</?(?:div|style|table|tr|th|td|p|b)(?: class=[a-z]+)?>")


def shown(value: Any) -> str:
    """Return what IPython would show, without the style."""
    return re.sub(r"<style>.*?</style>", "", value._repr_html_())


def texts(html: str) -> list[str]:
    """Return the texts of the cells and lines."""
    return [one for one in _TAGS.sub("\n", html).split("\n") if one]


def customer(**fields: Any) -> shared.AccountingCustomer:
    return shared.AccountingCustomer(status=shared.CustomerStatus.ACTIVE, **fields)


def page(count: int, **fields: Any) -> operations.ListCommerceOrdersResponse:
    """Make a response with so many orders."""
    rows = [{"id": str(number), **fields} for number in range(count)]
    document = {"results": rows, "pageNumber": 2, "pageSize": 100, "totalResults": 1234}
    return operations.ListCommerceOrdersResponse("application/json", 200, shared.CommerceOrders.from_dict(document))


def test_record_table_leaves_out_none() -> None:
    record = customer(customer_name="Ada", contacts=[], metadata=shared.Metadata(), phone="", email_address=None)
    assert texts(shown(record)) == ["AccountingCustomer", "status", "Active", "customer_name", "Ada"]


def test_what_is_zero_or_false_is_something() -> None:
    assert texts(shown(shared.CommerceOrder(id="1", total_refund=Decimal("0.00")))) == [
        *("CommerceOrder", "id", "1"),
        *("total_refund", "0.00"),
    ]
    assert "False" in texts(shown(shared.Metadata(is_deleted=False)))


def test_a_record_without_anything_says_so() -> None:
    assert texts(shown(shared.Metadata())) == ["Metadata", "empty"]


def test_records_within_are_tables_within() -> None:
    address = shared.Items1(type=shared.AccountingAddressType.BILLING, city="Bath", country="GB", line1="1 Quay")
    html = shown(customer(addresses=[address], supplemental_data=shared.SupplementalData(content={"a": {"b": "c"}})))
    assert html.count("<table") == 4
    assert texts(html)[3:12] == ["addresses", "type", "city", "country", "line1", "Billing", "Bath", "GB", "1 Quay"]


def test_page_table_shows_first_items() -> None:
    html = shown(page(100, totalAmount=9.5))
    assert texts(html)[:5] == [
        *("ListCommerceOrdersResponse", " · status 200 · ", "CommerceOrders", " · page 2 · 100 of 1,234"),
        "id",
    ]
    assert html.count("<tr>") == 11
    assert "… and 90 more" in html
    assert "<td class=number>9.5</td>" in html


@pytest.mark.parametrize("results", [[], None])
def test_an_empty_page_says_so(results: Any) -> None:
    response = page(0)
    assert response.commerce_orders is not None
    response.commerce_orders.results = results
    assert texts(shown(response))[-2:] == [" · page 2 · 0 of 1,234", "empty"]


def test_long_texts_lists_and_maps_are_cut() -> None:
    record = customer(
        customer_name="x" * 5000,
        contacts=[shared.Contact(status=shared.CustomerStatus.ACTIVE, name="y" * 5000)] * 500,
        extra={f"key {number}": number for number in range(500)} | {"deep": {"a": [{"b": [1] * 500}] * 500}},
    )
    html = shown(record)
    assert len(html) < 6000
    assert "x" * 119 + "…" in html
    assert "… and 490 more" in html


def test_many_columns_are_cut() -> None:
    wide = shared.SupplementalData(content={"row": {f"column {number}": "v" for number in range(500)}})
    assert len(shown(wide)) < 5000
    big = Samples().of(shared.AccountingInvoice)
    assert len(shown(big)) < 40_000


@pytest.mark.filterwarnings("ignore:.*has no member")
@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "<b>bold</b>", '" onload="x', "a & b", "</table >"])
def test_all_text_is_escaped_wherever_it_stands(evil: str) -> None:
    address = shared.Items1(type=shared.AccountingAddressType(evil), city=evil)
    record = customer(customer_name=evil, addresses=[address], extra={evil: evil, "deep": {evil: [evil, {evil: evil}]}})
    documents = {"results": [{"id": evil, "customerRef": {"id": evil}}], "pageNumber": evil, "totalResults": evil}
    response = operations.ListCommerceOrdersResponse(evil, 200, shared.CommerceOrders.from_dict(documents))
    option = shared.PushOption.from_dict(
        {"displayName": evil, "properties": {evil: {"displayName": evil, "options": [{"value": evil}]}}}
    )
    for value in (record, response, option):
        html = shown(value)
        assert evil not in html
        assert "<" not in _TAGS.sub("", html)
        assert "&lt;" in html or "&amp;" in html or "&quot;" in html


def test_value_of_wrong_type_is_shown() -> None:
    given: Any = {"customer_name": 1042, "phone": utils.NULL, "addresses": ["no address", None, 3]}
    assert texts(shown(customer(**given)))[3:] == [
        *("addresses", "no address, 3"),
        *("customer_name", "1042"),
        *("phone", "NULL"),
    ]
    mixed: Any = [shared.Items1(type=shared.AccountingAddressType.BILLING), "no address", None]
    assert "no address" in texts(shown(customer(addresses=mixed)))


@for_each("operation", OPERATIONS)
def test_every_response_shows_only_its_payload(operation: Operation[Any]) -> None:
    values: dict[str, Any] = {}
    if operation.payload:
        values[operation.payload] = Samples().of(operation.payload_type)
    if operation.payload_list:
        values[operation.payload_list] = [*values.values()] * 2
    secret = "canary-secret"
    response: Any = operation.response(
        content_type=secret,
        status_code=200,
        headers={"Authorization": secret},
        idempotency_key=secret,
        **values,
    )
    response.raw_response = secret
    html = shown(response)
    assert operation.response.__name__ in html
    assert secret not in html
    assert len(html) < 60_000
    assert bool(values) == ("<table" in html)


def test_list_payload_is_shown_whole() -> None:
    ones = [shared.SyncSummary.from_dict({"commerceSyncId": f"sync-{number}"}) for number in range(3)]
    html = shown(operations.GetSyncStatusResponse("application/json", 200, sync_summary=ones[0], sync_summaries=ones))
    assert [f"sync-{number}" in html for number in range(3)] == [True] * 3


def test_showing_sends_nothing_and_never_tells_the_key(codat_sandbox: Sandbox) -> None:
    from IPython.core.formatters import DisplayFormatter  # noqa: PLC0415 - it is slow to load

    formatter: Any = DisplayFormatter()
    security = shared.Security.from_api_key(codat_sandbox.api_key)
    with CodatSyncCommerce(security, server_url=codat_sandbox.url) as s:
        request = operations.ListCommerceOrdersRequest(codat_sandbox.company_id, codat_sandbox.commerce_connection_id)
        response = s.commerce_orders.list_commerce_orders(request)
        before = len(codat_sandbox.requests)
        for value in (s, s.commerce_orders, s.push_data, security, request, response, response.commerce_orders):
            shown = str(formatter.format(value))
            assert codat_sandbox.api_key not in shown
            assert security.auth_header.split()[1] not in shown
        assert len(codat_sandbox.requests) == before


def test_shown_response_hides_repeated_key(server: Recorder, connect: Connect) -> None:
    """The server repeats the API key in a header."""
    # A key of its own: the headers of a response stay as they came, where the watch over the tests' key would find it.
    client = connect(security=shared.Security.from_api_key("another-key-6f1d"))
    server.will(json_response({"results": [], "totalResults": 0}, X_Echo="another-key-6f1d"))
    response = client.company_management.list_companies(operations.ListCompaniesRequest())
    assert "another-key" not in shown(response)
