"""The helpers that 0.2.0 exported from `utils` return what they returned there, exact where it rounded."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Optional

import pytest
import requests
import responses
from support.for_each import for_each

from codatsynccommerce import utils
from codatsynccommerce.models import errors, operations, shared

CUSTOMER = shared.AccountingCustomer(customer_name="Ada", status=shared.CustomerStatus.ACTIVE)
CREATE = operations.CreateAccountingCustomerRequest
LIST = operations.ListCompaniesRequest


@for_each(
    ("company_id", "filled"),
    [("a", "a"), ("a b/c", "a%20b%2Fc"), ("é", "%C3%A9")],
)
def test_path_is_filled(company_id: str, filled: str) -> None:
    path = "/companies/{companyId}/connections/{connectionId}/push/customers"
    for server in ("https://api.test", "https://api.test/"):
        url = utils.generate_url(CREATE, server, path, CREATE(company_id, "d"))
        assert url == f"https://api.test/companies/{filled}/connections/d/push/customers"


def test_path_that_would_change_is_refused() -> None:
    with pytest.raises(errors.RequestError, match="companyId must be an id"):
        utils.generate_url(CREATE, "https://api.test", "/companies/{companyId}", CREATE("..", "d"))


@for_each(
    ("request", "values"),
    [
        (CREATE("a", "d"), {}),
        (CREATE("a", "d", timeout_in_minutes=5), {"timeoutInMinutes": ["5"]}),
        (CREATE("a", "d", allow_sync_on_push_complete=False), {"allowSyncOnPushComplete": ["false"]}),
        (
            LIST(order_by="-name", page=2, query="a=b"),
            {"orderBy": ["-name"], "page": ["2"], "pageSize": ["100"], "query": ["a=b"]},
        ),
    ],
)
def test_query_holds_what_is_set(request: Any, values: dict[str, list[str]]) -> None:
    assert utils.get_query_params(type(request), request) == values
    assert utils.get_headers(request) == {}


@responses.activate
def test_security_client_sends_the_key() -> None:
    responses.get("https://api.test/companies")
    session = requests.Session()
    client = utils.configure_security_client(session, shared.Security(auth_header="Basic c2VjcmV0"))
    client.request("GET", "https://api.test/companies", headers={"X-Own": "1"})
    sent = responses.calls[0].request.headers
    assert (sent["Authorization"], sent["X-Own"]) == ("Basic c2VjcmV0", "1")
    assert "Authorization" not in session.headers
    assert "c2VjcmV0" not in repr(client)
    assert utils.configure_security_client(session, None).headers == {}


@for_each(
    ("method", "expected"),
    [
        ("json", ("application/json", '{"status":"Active","customerName":"Ada"}', None)),
        ("application/json", ("application/json", '{"status":"Active","customerName":"Ada"}', None)),
        ("form", ("application/x-www-form-urlencoded", {"customerName": ["Ada"], "status": ["Active"]}, None)),
        ("multipart", ("multipart/form-data", None, {"customerName": [None, "Ada"], "status": [None, "Active"]})),
        ("raw", ("application/octet-stream", CUSTOMER, None)),
        ("string", ("text/plain", CUSTOMER, None)),
    ],
)
def test_body_is_serialized(method: str, expected: tuple[str, Any, Any]) -> None:
    request = CREATE("a", "d", accounting_customer=CUSTOMER)
    media_type, body, form = utils.serialize_request_body(request, "accounting_customer", False, True, method)
    assert (media_type, body, form and dict(form)) == expected


def test_body_that_is_missing_is_none() -> None:
    request = CREATE("a", "d")
    assert utils.serialize_request_body(request, "accounting_customer", False, True, "json") == (None, None, None)


def test_form_holds_text() -> None:
    form = utils.serialize_form_data("form", {"a": 1, "b": "x", "c": True, "d": None, "e": date(2024, 5, 31)})
    assert form == {"a": ["1"], "b": ["x"], "c": ["true"], "e": ["2024-05-31"]}
    assert utils.serialize_dict({"a": 1}, True, "f", None) == {"a": ["1"]}
    assert utils.serialize_dict({"a": 1, "b": 2}, False, "f", {"f": ["z"]}) == {"f": ["z", "a,1,b,2"]}


@for_each(
    ("content_type", "pattern", "matches"),
    [
        ("application/json; charset=utf-8", "application/json", True),
        ("application/json", "*/*", True),
        ("application/json", "*", True),
        ("application/json", "application/*", True),
        ("text/plain", "application/*", False),
        ("application/problem+json", "*/json", False),
        ("", "application/json", False),
    ],
)
def test_content_type_is_matched(content_type: str, pattern: str, *, matches: bool) -> None:
    assert utils.match_content_type(content_type, pattern) is matches


@for_each(
    ("value", "expected"),
    [
        (utils.template_url("https://{host}/{a}", {"host": "h", "a": "b"}), "https://h/b"),
        (utils.remove_suffix("a/", "/"), "a"),
        (utils.remove_suffix("a", ""), "a"),
        (utils.get_field_name("companyId")("company_id"), "companyId"),
        (utils.is_optional(Optional[int]), True),
        (utils.is_optional("Optional[int]"), True),
        (utils.is_optional(int), False),
        (utils.datetimeisoformat(True)(None), None),
        (utils.datetimeisoformat(False)(datetime(2024, 5, 31, 9, 30)), "2024-05-31T09:30:00"),  # noqa: DTZ001
        (utils.dateisoformat(True)(date(2024, 5, 31)), "2024-05-31"),
        (utils.datefromisoformat("2024-05-31"), date(2024, 5, 31)),
        (utils.bigintencoder(True)(None), None),
        (utils.bigintencoder(False)(2**70), "1180591620717411303424"),
        (utils.bigintdecoder("1180591620717411303424"), 2**70),
        (utils.decimalencoder(True, True)(None), None),
        (utils.decimalencoder(False, True)(Decimal("1.50")), "1.50"),
        (utils.decimalencoder(False, False)(Decimal("0.10")), Decimal("0.10")),
        (utils.decimaldecoder("0.10"), Decimal("0.10")),
        (utils.map_encoder(True, str)(None), None),
        (utils.map_encoder(False, str)({"a": 1}), {"a": "1"}),
        (utils.map_decoder(int)({"a": "1"}), {"a": 1}),
        (utils.list_encoder(False, str)([1, 2]), ["1", "2"]),
        (utils.list_decoder(int)(["1"]), [1]),
        (utils.union_encoder({int: str})(1), "1"),
        (utils.union_encoder({int: str})(None), None),
        (utils.union_decoder([int, Decimal])("1.5"), Decimal("1.5")),
        (utils.union_decoder([int])("x"), "x"),
        (utils.decoder_with_discriminator("kind")({"a": 1}), {"a": 1}),
        (utils.unmarshal_json(b'{"a":0.10}', dict, lambda value: value), {"a": Decimal("0.10")}),
        (utils.marshal_json({"a": 1}, lambda value: [value]), '[{"a":1}]'),
        (utils.marshal_json({"a": Decimal("0.10")}), '{"a":0.10}'),
    ],
)
def test_helper_returns_the_same(value: Any, expected: Any) -> None:
    assert value == expected
    assert type(value) is type(expected)


def test_float_is_no_large_integer() -> None:
    with pytest.raises(TypeError, match="a float"):
        utils.bigintdecoder(1.5)
