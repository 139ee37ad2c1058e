"""The key is in nothing that can be seen: not in what a server repeats, not in a log line, not in a traceback."""

from __future__ import annotations

import base64
import html
import json
import logging
import re
import traceback
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from support.api_key import ENCODED, KEY
from support.fault_client import fault_client
from support.fault_steps import fin, head_bytes, read, response_bytes, send
from support.for_each import for_each

from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.fault_connection import FaultConnection

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter", "async"])
_ODD = "odd>>key??of~~signs"
"""A key whose base64 text holds both signs that base64 has, and its padding."""

STATUSES = ("400 Bad Request", "401 Unauthorized", "302 Found", "500 Internal Server Error", "200 OK")
BODIES: dict[str, Callable[[str], bytes]] = {
    "the API's document": lambda sent: json.dumps({"error": f"no: {sent}", "correlationId": sent}).encode(),
    "findings": lambda sent: json.dumps({"validation": {"errors": [{"message": sent, "itemId": sent}]}}).encode(),
    "JSON that escapes": lambda sent: (
        json.dumps({"error": sent}).replace("+", "\\u002B").replace("=", "\\u003d").encode()
    ),
    "JSON that escapes slashes": lambda sent: json.dumps({"error": sent}).replace("/", "\\/").encode(),
    "a page": lambda sent: f"<html><body>{html.escape(sent)}</body></html>".encode(),
    "text": lambda sent: f"you sent: {sent}".encode(),
    "a URL": lambda sent: f"go to /?auth={quote(sent, safe='')}".encode(),
    "bytes": lambda sent: b"\xff\xfe" + sent.encode(),
}


def _spellings(key: str) -> set[str]:
    encoded = base64.b64encode(key.encode()).decode()
    escaped = [encoded.replace("+", "\\u002B").replace("=", "\\u003d"), encoded.replace("/", "\\/")]
    return {key, encoded, encoded.rstrip("="), quote(encoded, safe=""), quote(key, safe=""), html.escape(key), *escaped}


def _shown(error: errors.SDKError) -> str:
    raw = error.raw_response
    seen = [str(error), repr(error), error.body, repr(dict(error.headers)), repr(vars(error))]
    if raw is not None:
        seen += [raw.text, repr(raw.content), repr(raw.headers), repr(raw.request.headers)]
    validation = getattr(error, "validation", None)
    return "\n".join([*seen, repr(validation), *traceback.format_exception(error)])


@ROUTES
@pytest.mark.parametrize("key", [KEY, _ODD])
@for_each("body", BODIES)
@for_each("status", STATUSES)
def test_key_repeated_in_an_error(status: str, body: str, key: str, route: str) -> None:
    def repeat(connection: FaultConnection) -> None:
        sent = connection.received.header("Authorization") or ""
        both = BODIES[body](f"{sent} {base64.b64decode(sent[6:]).decode()}")
        if status == "200 OK":
            both = both[:-1]  # So that it cannot be read, and an error shows it.
        connection.send(response_bytes(both, status, f"X-Sent: {sent}"))

    with fault_client(route, security=shared.Security.from_api_key(key)) as caller:
        caller.server.always(read, repeat)
        try:
            caller.call("POST")
        except errors.SDKError as error:
            shown = _shown(error)
        assert "(hidden)" in shown
        assert not [one for one in _spellings(key) if one in shown]


ODD_PLACES: dict[str, Callable[[str], bytes]] = {
    "the words of the status": lambda sent: response_bytes(b"{}", f"403 {sent}"),
    "the words of a status that is tried again": lambda sent: response_bytes(b"{}", f"503 {sent}"),
    "the reason of a response that cannot be unpacked": lambda sent: response_bytes(
        b"no gzip", f"200 {sent}", "Content-Encoding: gzip"
    ),
    "a status line that is none": lambda sent: f"HTTP/1.1 {sent}\r\n\r\n".encode(),
    "no HTTP at all": lambda sent: f"{sent}\r\n\r\n".encode(),
    "the size of a chunk": lambda sent: head_bytes("200 OK", "Transfer-Encoding: chunked", body=f"{sent}\r\n".encode()),
    "the length": lambda sent: head_bytes("200 OK", f"Content-Length: {sent}", body=b"{}"),
    "the transfer encoding": lambda sent: head_bytes("200 OK", f"Transfer-Encoding: {sent}", body=b"{}"),
    "the encoding of the body": lambda sent: response_bytes(b"{}", "200 OK", f"Content-Encoding: {sent}"),
    "a header without a colon": lambda sent: response_bytes(b"{}", "403 Forbidden", sent),
    "the address of a redirect": lambda sent: response_bytes(b"{}", "302 Found", f"Location: /{sent}"),
}


@pytest.mark.parametrize("place", ODD_PLACES)
@ROUTES
def test_key_repeated_in_an_odd_place(place: str, route: str, caplog: pytest.LogCaptureFixture) -> None:
    def repeat(connection: FaultConnection) -> None:
        connection.send(ODD_PLACES[place](connection.received.header("Authorization") or ""))

    if (place, route) == ("a header without a colon", "adapter"):
        caplog.set_level(logging.CRITICAL, "urllib3")  # It tells of such a header itself, before anybody else sees it.
    with fault_client(route) as caller:
        caller.server.always(read, repeat, fin)
        error = caller.failure("POST")  # It looks at all that an error and its causes show, and at their pickles.
        shown = _shown(error) + repr(getattr(error.raw_response, "reason", ""))
        assert not [one for one in _spellings(KEY) if one in shown]
        assert not [one for one in _spellings(KEY) if one in caplog.text]


@ROUTES
def test_key_repeated_in_a_header(route: str) -> None:
    def repeat(connection: FaultConnection) -> None:
        sent = connection.received.header("Authorization") or ""
        connection.send(response_bytes(b'{"id": "c", "name": "n", "redirect": "r"}', "200 OK", f"X-Sent: {sent}"))

    with fault_client(route) as caller:
        caller.server.always(read, repeat)
        response = caller.client.companies.get_company(caller.company())
        assert response.headers["X-Sent"] == "Basic (hidden)"
        raw = response.raw_response
        assert raw is not None
        shown = repr(response) + response._repr_html_() + repr(raw.headers)
        assert not [one for one in _spellings(KEY) if one in shown]


@ROUTES
def test_key_repeated_in_data(route: str) -> None:
    def repeat(connection: FaultConnection) -> None:
        sent = connection.received.header("Authorization") or ""
        connection.send(response_bytes(json.dumps({"id": "c", "name": sent, "redirect": KEY}).encode()))

    with fault_client(route) as caller:
        caller.server.always(read, repeat)
        response = caller.client.companies.get_company(caller.company())
        assert response.company is not None
        assert response.company.name == "Basic (hidden)"
        raw = response.raw_response
        assert raw is not None
        assert not [one for one in _spellings(KEY) if one in repr(response.company) + raw.text]


@pytest.mark.parametrize("key", ["k", "short", "e"])
def test_short_key_does_not_garble_errors(key: str) -> None:
    with fault_client(security=shared.Security(f"Basic {key}")) as caller:
        caller.server.always(
            read, send(response_bytes(b'{"error": "the key is expected to be longer"}', "401 Unauthorized"))
        )
        assert str(caller.failure("GET")) == "401: the key is expected to be longer"


@ROUTES
@pytest.mark.parametrize("listening", [True, False])
def test_traceback_with_variables_hides_the_key(listening: bool, route: str) -> None:
    with fault_client(route, listening=listening) as caller:
        caller.server.always(read, fin)
        try:
            caller.client.companies.get_company(caller.company())
        except errors.SDKError as error:
            lines = list(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        text = "".join(lines)
        assert "HTTPRequest(" in text
        assert KEY not in text
        assert ENCODED not in text


@ROUTES
def test_key_given_as_a_header_is_secret(route: str) -> None:
    def repeat(connection: FaultConnection) -> None:
        connection.send(response_bytes((connection.received.header("authorization") or "").encode(), "403 Forbidden"))

    with fault_client(route) as caller:
        caller.server.always(read, repeat)
        error = caller.failure("GET", headers={"authorization": "Bearer of-another-kind"})
        assert str(error) == "403: Bearer (hidden)"
        assert caller.server.requests[0].header("Authorization") == "Bearer of-another-kind"


def _lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [
        (record.levelname, re.sub(r"\d+ ms", "N ms", record.getMessage()))
        for record in caplog.records
        if record.name == "codatsynccommerce"
    ]


def test_log_tells_attempts_and_no_data(
    caplog: pytest.LogCaptureFixture,
) -> None:
    problem = b'{"error": "words of the API", "correlationId": "0af7\\nforged: line"}'
    with fault_client() as caller, caplog.at_level(logging.DEBUG, "codatsynccommerce"):
        caller.server.once(read, send(response_bytes(problem, "503 Service Unavailable")))
        caller.server.once(read, fin)
        caller.server.once(read, send(response_bytes(b"[]")))
        caller.failure("GET")
        place = "GET /companies/{companyId}"
        message = "503 in N ms, attempt 1, correlation id 0af7 forged: line"
        lost = "APIConnectionError in N ms, attempt 2, correlation id None"
        assert _lines(caplog) == [
            ("DEBUG", f"{place}: {message}"),
            ("WARNING", f"{place}: {message}, next in 0.499 s"),
            ("DEBUG", f"{place}: {lost}"),
            ("WARNING", f"{place}: {lost}, next in 0.749 s"),
            ("DEBUG", f"{place}: 200 in N ms, attempt 3, correlation id None"),
        ]


def test_success_logs_at_debug_only(caplog: pytest.LogCaptureFixture) -> None:
    with fault_client() as caller, caplog.at_level(logging.DEBUG, "codatsynccommerce"):
        caller.call("POST")
        place = operations.CREATE_ACCOUNTING_CUSTOMER.template
        assert _lines(caplog) == [("DEBUG", f"POST {place}: 200 in N ms, attempt 1, correlation id None")]
