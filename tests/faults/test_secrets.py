"""The key is in nothing that can be seen: not where a server repeats it, not in a log line, not in a traceback."""

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
from support.fault_client import trial
from support.fault_steps import answer, fin, raw, read, say

from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.fault_connection import Line

ROADS = pytest.mark.parametrize("road", ["own", "session", "adapter", "async"])
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


@ROADS
@pytest.mark.parametrize("key", [KEY, _ODD])
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", STATUSES)
def test_an_answer_that_repeats_the_key(status: str, body: str, key: str, road: str) -> None:
    def repeat(line: Line) -> None:
        sent = line.asked.header("Authorization") or ""
        both = BODIES[body](f"{sent} {base64.b64decode(sent[6:]).decode()}")
        if status == "200 OK":
            both = both[:-1]  # So that it cannot be read, and an error shows it.
        line.send(answer(both, status, f"X-Sent: {sent}"))

    with trial(road, security=shared.Security.from_api_key(key)) as made:
        made.server.always(read, repeat)
        try:
            made.call("POST")
        except errors.SDKError as error:
            shown = _shown(error)
        assert "(hidden)" in shown
        assert not [one for one in _spellings(key) if one in shown]


ODD_PLACES: dict[str, Callable[[str], bytes]] = {
    "the words of the status": lambda sent: answer(b"{}", f"403 {sent}"),
    "the words of a status that is tried again": lambda sent: answer(b"{}", f"503 {sent}"),
    "the words of an answer that cannot be unpacked": lambda sent: answer(
        b"no gzip", f"200 {sent}", "Content-Encoding: gzip"
    ),
    "a status line that is none": lambda sent: f"HTTP/1.1 {sent}\r\n\r\n".encode(),
    "no HTTP at all": lambda sent: f"{sent}\r\n\r\n".encode(),
    "the size of a chunk": lambda sent: raw("200 OK", "Transfer-Encoding: chunked", body=f"{sent}\r\n".encode()),
    "the length": lambda sent: raw("200 OK", f"Content-Length: {sent}", body=b"{}"),
    "the transfer encoding": lambda sent: raw("200 OK", f"Transfer-Encoding: {sent}", body=b"{}"),
    "the encoding of the body": lambda sent: answer(b"{}", "200 OK", f"Content-Encoding: {sent}"),
    "a header without a colon": lambda sent: answer(b"{}", "403 Forbidden", sent),
    "the address of a redirect": lambda sent: answer(b"{}", "302 Found", f"Location: /{sent}"),
}


@pytest.mark.parametrize("place", ODD_PLACES)
@ROADS
def test_an_answer_that_repeats_the_key_in_an_odd_place(
    place: str, road: str, caplog: pytest.LogCaptureFixture
) -> None:
    def repeat(line: Line) -> None:
        line.send(ODD_PLACES[place](line.asked.header("Authorization") or ""))

    if (place, road) == ("a header without a colon", "adapter"):
        caplog.set_level(logging.CRITICAL, "urllib3")  # It tells of such a header itself, before anybody else sees it.
    with trial(road) as made:
        made.server.always(read, repeat, fin)
        error = made.failure("POST")  # It looks at all that an error and its causes show, and at their pickles.
        shown = _shown(error) + repr(getattr(error.raw_response, "reason", ""))
        assert not [one for one in _spellings(KEY) if one in shown]
        assert not [one for one in _spellings(KEY) if one in caplog.text]


@ROADS
def test_a_response_does_not_show_a_key_that_its_headers_repeat(road: str) -> None:
    def repeat(line: Line) -> None:
        sent = line.asked.header("Authorization") or ""
        line.send(answer(b'{"id": "c", "name": "n", "redirect": "r"}', "200 OK", f"X-Sent: {sent}"))

    with trial(road) as made:
        made.server.always(read, repeat)
        response = made.client.companies.get_company(made.company())
        assert response.headers["X-Sent"] == "Basic (hidden)"
        raw = response.raw_response
        assert raw is not None
        shown = repr(response) + response._repr_html_() + repr(raw.headers)
        assert not [one for one in _spellings(KEY) if one in shown]


@ROADS
def test_data_that_repeats_the_key(road: str) -> None:
    def repeat(line: Line) -> None:
        sent = line.asked.header("Authorization") or ""
        line.send(answer(json.dumps({"id": "c", "name": sent, "redirect": KEY}).encode()))

    with trial(road) as made:
        made.server.always(read, repeat)
        response = made.client.companies.get_company(made.company())
        assert response.company is not None
        assert response.company.name == "Basic (hidden)"
        raw = response.raw_response
        assert raw is not None
        assert not [one for one in _spellings(KEY) if one in repr(response.company) + raw.text]


@pytest.mark.parametrize("key", ["k", "short", "e"])
def test_a_key_too_short_to_be_one_does_not_garble_errors(key: str) -> None:
    with trial(security=shared.Security(f"Basic {key}")) as made:
        made.server.always(read, say(answer(b'{"error": "the key is expected to be longer"}', "401 Unauthorized")))
        assert str(made.failure("GET")) == "401: the key is expected to be longer"


@ROADS
@pytest.mark.parametrize("listening", [True, False])
def test_a_traceback_that_shows_variables_does_not_show_the_key(listening: bool, road: str) -> None:
    with trial(road, listening=listening) as made:
        made.server.always(read, fin)
        try:
            made.client.companies.get_company(made.company())
        except errors.SDKError as error:
            lines = list(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        text = "".join(lines)
        assert "HTTPRequest(" in text
        assert KEY not in text
        assert ENCODED not in text


@ROADS
def test_the_key_given_as_a_header_is_as_secret(road: str) -> None:
    def repeat(line: Line) -> None:
        line.send(answer((line.asked.header("authorization") or "").encode(), "403 Forbidden"))

    with trial(road) as made:
        made.server.always(read, repeat)
        error = made.failure("GET", headers={"authorization": "Bearer of-another-kind"})
        assert str(error) == "403: Bearer (hidden)"
        assert made.server.requests[0].header("Authorization") == "Bearer of-another-kind"


def _lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [
        (record.levelname, re.sub(r"\d+ ms", "N ms", record.getMessage()))
        for record in caplog.records
        if record.name == "codatsynccommerce"
    ]


def test_a_log_line_tells_of_each_attempt_and_each_retry_and_nothing_of_what_was_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    problem = b'{"error": "words of the API", "correlationId": "0af7\\nforged: line"}'
    with trial() as made, caplog.at_level(logging.DEBUG, "codatsynccommerce"):
        made.server.once(read, say(answer(problem, "503 Service Unavailable")))
        made.server.once(read, fin)
        made.server.once(read, say(answer(b"[]")))
        made.failure("GET")
        place = "GET /companies/{company_id}"
        told = "503 in N ms, attempt 1, correlation id 0af7 forged: line"
        lost = "APIConnectionError in N ms, attempt 2, correlation id None"
        assert _lines(caplog) == [
            ("DEBUG", f"{place}: {told}"),
            ("WARNING", f"{place}: {told}, next in 0.499 s"),
            ("DEBUG", f"{place}: {lost}"),
            ("WARNING", f"{place}: {lost}, next in 0.749 s"),
            ("DEBUG", f"{place}: 200 in N ms, attempt 3, correlation id None"),
        ]


def test_a_call_that_goes_well_says_nothing_above_debug(caplog: pytest.LogCaptureFixture) -> None:
    with trial() as made, caplog.at_level(logging.DEBUG, "codatsynccommerce"):
        made.call("POST")
        place = operations.CREATE_ACCOUNTING_CUSTOMER.path
        assert _lines(caplog) == [("DEBUG", f"POST {place}: 200 in N ms, attempt 1, correlation id None")]
