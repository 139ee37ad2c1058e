"""Caller values in a path, query or header: encoded as a whole, or refused before anything is sent."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime.url import path_segment, query_string
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from conftest import Connect
    from support.recorder import Recorder

CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(CHARACTERS, min_size=1).filter(lambda text: text not in (".", ".."))
UNBROKEN = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*")
# The server is emptied before each example by the example itself.
on_a_server = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(TEXT)
def test_any_text_is_one_path_segment(text: str) -> None:
    segment = path_segment("company_id", text)
    assert UNBROKEN.fullmatch(segment)
    assert unquote(segment) == text


@given(text=TEXT)
@on_a_server
def test_path_value_arrives_unchanged(text: str, connect: Connect, server: Recorder) -> None:
    server.renew()
    connect().companies.get_company(operations.GetCompanyRequest(text))
    before, segment = server.only.target.rsplit("/", 1)
    assert (before, unquote(segment)) == ("/companies", text)


@given(text=st.text(CHARACTERS))
@on_a_server
def test_query_value_arrives_unchanged(text: str, connect: Connect, server: Recorder) -> None:
    server.renew()
    connect().company_management.list_companies(operations.ListCompaniesRequest(query=text))
    assert ("query", text) in parse_qsl(server.only.query, keep_blank_values=True, strict_parsing=True)


@for_each("value", ["", ".", "..", None, 1.5, True, b"id", ["id"], "\ud800"])
def test_invalid_path_value_is_refused(value: Any, connect: Connect, server: Recorder) -> None:
    with pytest.raises(errors.RequestError, match="company_id") as raised:
        connect().companies.get_company(operations.GetCompanyRequest(value))
    assert server.requests == []
    assert (raised.value.attempts, raised.value.maybe_applied) == (0, False)


@for_each(
    ("value", "segment"),
    [
        ("a/b?c=d#e", "a%2Fb%3Fc%3Dd%23e"),
        ("100% ", "100%25%20"),
        ("...", "..."),
        ("%2e%2e", "%252e%252e"),
        ("größe", "gr%C3%B6%C3%9Fe"),
        (61, "61"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (shared.DataType.COMMERCE_ORDERS, "commerce-orders"),
    ],
)
def test_path_value_encoding(value: Any, segment: str, connect: Connect, server: Recorder) -> None:
    connect().companies.get_company(operations.GetCompanyRequest(value))
    assert server.only.target == f"/companies/{segment}"


@for_each(
    ("value", "text"),
    [
        ("status=Paid&&total>5 ", "status%3DPaid%26%26total%3E5%20"),
        ("", ""),
        (7, "7"),
        (True, "true"),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29, 12, tzinfo=timezone.utc), "2024-02-29T12%3A00%3A00Z"),
    ],
)
def test_query_value_is_encoded_once(value: Any, text: str) -> None:
    assert query_string({"query": value, "absent": None}) == f"?query={text}"


def test_empty_query_has_no_question_mark() -> None:
    assert query_string({"query": None}) == ""


@for_each("value", [["a"], {"a": 1}, object(), b"a"])
def test_invalid_query_value_is_refused(value: object, connect: Connect, server: Recorder) -> None:
    given_value: Any = value
    with pytest.raises(errors.RequestError, match="query"):
        connect().company_management.list_companies(operations.ListCompaniesRequest(query=given_value))
    assert server.requests == []


BROKEN = ["secret\r\nX-Evil: 1", "secret\nb", "secret\0", "secret\x7f", "sécret", "secret\t1", " secret", "secret ", ""]


@for_each("value", BROKEN)
@for_each("where", ["headers", "idempotency_key", "security"])
def test_invalid_header_value_is_refused(where: str, value: str, connect: Connect, server: Recorder) -> None:
    request = operations.CreateConnectionRequest("c")
    options: dict[str, Any] = {"headers": {"headers": {"X-Own": value}}, "idempotency_key": {where: value}}
    with pytest.raises(errors.RequestError) as raised:  # noqa: PT012 - either step may refuse the value
        security = shared.Security(value if where == "security" else "Basic x")
        connect(security=security).company_management.create_connection(request, **options.get(where, {}))
    assert server.requests == []
    shown = f"{raised.value!r} {raised.value} {raised.value.__dict__} {raised.value.__cause__!r}"
    assert not re.search("s.cret", shown)


@given(value=st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1, max_size=60))
@on_a_server
def test_valid_header_value_arrives_unchanged(value: str, connect: Connect, server: Recorder) -> None:
    server.renew()
    connect().companies.get_company(operations.GetCompanyRequest("c"), headers={"X-Own": value})
    assert server.only.headers.get_all("X-Own") == [value]


@for_each("name", ["", "X Y", "X:Y", "X\r\nY", "Ü", "Host", "content-length", "Transfer-Encoding"])
def test_reserved_header_name_is_refused(name: str, connect: Connect, server: Recorder) -> None:
    with pytest.raises(errors.RequestError, match="cannot be set as a header"):
        connect().companies.get_company(operations.GetCompanyRequest("c"), headers={name: "v"})
    assert server.requests == []


def test_caller_headers_override_defaults(connect: Connect, server: Recorder) -> None:
    given_headers = {"user-agent": "shop/1", "ACCEPT": "text/plain", "x-codat-client": "guid"}
    connect().companies.get_company(operations.GetCompanyRequest("c"), headers=given_headers)
    assert server.only.headers.get_all("User-Agent") == ["shop/1"]
    assert server.only.headers.get_all("Accept") == ["text/plain"]
    assert server.only.headers.get_all("X-Codat-Client") == ["guid"]
    assert given_headers == {"user-agent": "shop/1", "ACCEPT": "text/plain", "x-codat-client": "guid"}


@for_each("request_object", [{"company_id": "c"}, "c", 0, shared.CreateCompany("n")])
def test_request_of_another_class_is_refused(request_object: Any, connect: Connect, server: Recorder) -> None:
    with pytest.raises(errors.RequestError, match="get-company takes a GetCompanyRequest"):
        connect().companies.get_company(request_object)
    assert server.requests == []
