"""Unknown data from the API is accepted; what cannot be read is refused, with its location."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.http.messages import Headers, HTTPResponse
from codatsynccommerce._runtime.pagination import _identity
from codatsynccommerce.bulk.outcome import outcome_of
from codatsynccommerce.models import errors, operations, shared

LINKS = {"current": {"href": "/c"}, "self": {"href": "/s"}}


def page(results: Any) -> dict[str, Any]:
    return {"_links": LINKS, "pageNumber": 1, "pageSize": 2, "totalResults": 1, "results": results}


def orders(count: int, line: Any) -> dict[str, Any]:
    """Make a page of orders, of which the last has a line of the caller's behind two good ones."""
    good = {"id": "o", "totalAmount": Decimal("1.10"), "orderLineItems": [{"quantity": 1}, {"quantity": 2}]}
    return page([*[copy.deepcopy(good) for _ in range(count)], {"id": "last", "orderLineItems": [{}, {}, line]}])


def test_unknown_keys_are_no_error_and_are_left() -> None:
    made = shared.AccountingCustomer.from_dict({"customerName": "A", "newer": {"deep": [1]}, "other": None})
    assert made == shared.AccountingCustomer.from_dict({"customerName": "A"})
    assert codec.encode(shared.AccountingCustomer, made) == '{"customerName":"A"}'


def test_formerly_required_field_may_be_missing() -> None:
    """A field that 0.2.0 required is None if it is missing or null."""
    made: Any = shared.Connection.from_dict({"id": "c", "status": None})
    assert (made.id, made.status, made.link_url, made.created) == ("c", None, None, None)
    page_of_null: Any = shared.Companies.from_dict({"results": [None]})
    assert (page_of_null.results, page_of_null.links) == ([None], None)


@for_each(
    ("key", "value", "name"),
    [
        ("pageNumber", "7", "page_number"),
        ("pageNumber", Decimal("7.5"), "page_number"),
        ("pageNumber", True, "page_number"),
        ("totalResults", "many", "total_results"),
    ],
)
def test_scalar_of_wrong_type_is_kept(key: str, value: Any, name: str) -> None:
    made = shared.Companies.from_dict({**page([]), key: value})
    assert getattr(made, name) == value
    assert type(getattr(made, name)) is type(value)
    assert codec.decode(shared.Companies, codec.parse(codec.encode(shared.Companies, made))) == made


@for_each(
    ("line", "text"),
    [
        ({"quantity": "abc"}, "results[17].orderLineItems[2].quantity: expected a number, got text 'abc'"),
        ({"quantity": True}, "results[17].orderLineItems[2].quantity: expected a number, got true"),
        ({"quantity": {}}, "results[17].orderLineItems[2].quantity: expected a number, got an object"),
        ({"taxes": {}}, "results[17].orderLineItems[2].taxes: expected an array, got an object"),
        ({"taxes": [7]}, "results[17].orderLineItems[2].taxes[0]: expected an object, got 7"),
        ({"productRef": []}, "results[17].orderLineItems[2].productRef: expected an object, got an array"),
        ({"productRef": {"id": []}}, "results[17].orderLineItems[2].productRef.id: expected text, got an array"),
        ("line", "results[17].orderLineItems[2]: expected an object, got text 'line'"),
        ([], "results[17].orderLineItems[2]: expected an object, got an array"),
    ],
)
def test_error_names_path_of_wrong_value(line: Any, text: str) -> None:
    with pytest.raises(errors.ResponseDecodeError) as raised:
        shared.CommerceOrders.from_dict(orders(17, line))
    assert str(raised.value) == text


def test_error_path_includes_map_key() -> None:
    with pytest.raises(errors.ResponseDecodeError, match=r"^content\['a b'\]: expected an object, got 7$"):
        shared.SupplementalData.from_dict({"content": {"a b": 7}})


@for_each("value", ["text", 7, [], True, Decimal("1.5")])
def test_only_an_object_is_a_document(value: Any) -> None:
    with pytest.raises(errors.ResponseDecodeError, match=r"^the response: expected an object, got "):
        shared.Company.from_dict(value)


def test_error_shortens_long_values() -> None:
    with pytest.raises(errors.ResponseDecodeError) as raised:
        shared.AccountBalance.from_dict({"available": "x" * 5000})
    assert len(str(raised.value)) < 100


def test_from_dict_leaves_the_dict_unchanged() -> None:
    document = orders(2, {"quantity": 1, "taxes": [{"rate": 1}]})
    before = copy.deepcopy(document)
    shared.CommerceOrders.from_dict(document)
    assert document == before
    with pytest.raises(errors.ResponseDecodeError):
        shared.CommerceOrders.from_dict(orders(2, 7))


def test_from_dict_accepts_nested_models() -> None:
    company = shared.Company(id="c", name="n", redirect="r")
    assert shared.Companies.from_dict(page([company])).results == [company]


@for_each("text", ['\ufeff{"id": "ä"}', '\ufeff{"id": "ä"}'.encode(), b'{"id": "\xc3\xa4"}'])
def test_a_byte_order_mark_is_skipped(text: Any) -> None:
    assert shared.RecordRef.from_json(text).id == "ä"


@for_each("text", [b'{"id": "\xff"}', b'{"id": "\xc3"}', b"\xff\xfe{\x00}\x00", b'{"id": "\xed\xa0\x80"}'])
def test_bad_utf8_is_refused(text: bytes) -> None:
    with pytest.raises(errors.ResponseDecodeError, match="not UTF-8 at byte"):
        shared.RecordRef.from_json(text)


@for_each("text", ["", " ", "{", '{"id":}', "{'id': 1}", '{"id": "a', "nul", "{} {}", "\x00", '{"a\n": 1}'])
def test_invalid_json_is_refused(text: str) -> None:
    with pytest.raises(errors.ResponseDecodeError, match="the JSON cannot be read"):
        shared.RecordRef.from_json(text)


@for_each("opening", ["[", '{"a":', '[{"a":'])
def test_absurd_nesting_is_refused(opening: str) -> None:
    with pytest.raises(errors.ResponseDecodeError, match="nested too deeply"):
        shared.SupplementalData.from_json('{"content":' + opening * 200_000)


def test_deeply_nested_document_is_read_or_refused() -> None:
    """The nesting reaches the depth that Python can parse."""
    for depth in (10, 100, 900, 5_000):
        text = '{"content": {"a": {"b": ' + "[" * depth + "]" * depth + "}}}"
        # How deep Python reads depends on its version.
        with suppress(errors.ResponseDecodeError):
            assert shared.SupplementalData.from_json(text).content


def test_a_whole_number_of_absurd_length_is_refused() -> None:
    with pytest.raises(errors.ResponseDecodeError, match="the JSON cannot be read"):
        shared.AccountBalance.from_json('{"available": ' + "9" * 50_000 + "}")


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(errors.ResponseDecodeError):
        assert type(shared.AccountBalance.from_json(body)) in (shared.AccountBalance, type(None))


@given(st.recursive(st.none() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_any_json_is_read_or_refused(document: Any) -> None:
    """No document is read in part."""
    text = json.dumps({"results": document})
    results: list[Any] = []
    with suppress(errors.ResponseDecodeError):
        results = shared.Companies.from_json(text).results or []
    assert all(one is None or isinstance(one, shared.Company) for one in results)


def parsed(operation: Any, document: Any) -> Any:
    body = json.dumps(document, default=float).encode()
    return operation.parse_response(HTTPResponse(200, Headers([("Content-Type", "application/json")]), body))


def test_an_odd_item_does_not_cost_the_page() -> None:
    items: list[Any] = [
        {"id": "1", "totalAmount": 1.10},
        {"id": "2", "totalAmount": "abc", "orderLineItems": {"0": {}}, "customerRef": ["x"], "currency": "GBP"},
        "not an object",
        {"id": "4", "orderLineItems": [{"quantity": 1}, {"quantity": {}}, 7]},
    ]
    response = parsed(operations.LIST_COMMERCE_ORDERS, page(items))
    first, second, third, fourth = response.commerce_orders.results
    assert first == shared.CommerceOrder(id="1", total_amount=Decimal("1.1"))
    assert (second.total_amount, second.customer_ref, second.currency) == ("abc", ["x"], "GBP")
    assert third == "not an object"
    assert [fourth.order_line_items[0].quantity, fourth.order_line_items[2]] == [1, 7]
    assert response.unexpected_values == (
        "results[1].customerRef: expected an object, got an array",
        "results[1].orderLineItems: expected an array, got an object",
        "results[1].totalAmount: expected a number, got text 'abc'",
        "results[2]: expected an object, got text 'not an object'",
        "results[3].orderLineItems[1].quantity: expected a number, got an object",
        "results[3].orderLineItems[2]: expected an object, got 7",
    )


def test_an_odd_item_is_logged_without_its_value(caplog: pytest.LogCaptureFixture) -> None:
    parsed(operations.LIST_COMMERCE_ORDERS, page([{"totalAmount": "secret"}]))
    assert "1 values of another type than described were kept as sent, the first at results[0].totalAmount" in (
        caplog.text
    )
    assert "secret" not in caplog.text


def test_an_odd_connection_does_not_fail_the_create() -> None:
    company = {"id": "c", "name": "n", "redirect": "r", "dataConnections": [{"id": "d", "connectionInfo": {"a": 1}}]}
    response = parsed(operations.CREATE_COMPANY, company)
    assert response.result.data_connections[0].connection_info == {"a": 1}
    assert response.unexpected_values == ()
    odd = parsed(operations.CREATE_COMPANY, {**company, "dataConnections": [{"id": "d", "status": ["Linked"]}]})
    assert odd.result.data_connections[0].status == ["Linked"]


@for_each("document", [{"results": {}}, {"results": [], "pageNumber": []}, [], "text", 7])
def test_odd_value_outside_lists_is_refused(document: Any) -> None:
    with pytest.raises(errors.ResponseDecodeError, match=r"^200: \S+( response)?: expected "):
        parsed(operations.LIST_COMMERCE_ORDERS, document)


@for_each("text", ["null", b" null "])
def test_null_does_not_become_a_model(text: Any) -> None:
    with pytest.raises(errors.ResponseDecodeError, match=r"^the response: expected an object, got null$"):
        shared.Company.from_json(text)
    with pytest.raises(errors.ResponseDecodeError, match=r"got null$"):
        shared.Company.from_dict(None)
    assert shared.Company.from_dict(None, infer_missing=True) == shared.Company.from_dict({})


def test_odd_push_items_keep_the_outcome() -> None:
    push = parsed(
        operations.GET_PUSH_OPERATION,
        {
            "pushOperationKey": "k",
            "status": "Failed",
            "changes": ["odd", {"recordRef": ["odd"]}, {"recordRef": {"id": "r"}}],
            "validation": {"errors": ["odd", {"itemId": "i", "message": "no"}], "warnings": [7]},
        },
    ).result
    outcome = outcome_of(push)
    assert outcome.error is not None
    assert "i: no" in outcome.error


def test_repeated_page_check_accepts_odd_ids() -> None:
    rows = page([{"id": {"odd": 1}}, {"id": "2"}, "odd", {"id": ["odd"]}])
    response = parsed(operations.LIST_COMMERCE_ORDERS, {**rows, "totalResults": 4})
    assert len({_identity(row) for row in response.result.results}) == 4
