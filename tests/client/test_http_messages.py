"""The headers and the body of a response, as a transport hands them over."""

from __future__ import annotations

import pickle

import pytest
import requests

from codatsynccommerce._runtime.http.messages import Headers, HTTPResponse, SentRequest
from codatsynccommerce.models import operations

FIELDS = [("Content-Type", "application/json"), ("X-Note", "one\r\n two"), ("Vary", "a"), ("vary", "b")]


def response() -> HTTPResponse:
    request = SentRequest("GET", "https://api.codat.io/companies/c", {"Accept": "*/*"}, None)
    return HTTPResponse(200, Headers(FIELDS), b'{"a": 1}', reason="OK", request=request, elapsed=0.25)


@pytest.mark.parametrize("name", ["content-type", "Content-Type", "CONTENT-TYPE"])
def test_headers_ignore_case(name: str) -> None:
    headers = Headers(FIELDS)
    assert (headers[name], headers.get(name), name in headers) == ("application/json", "application/json", True)
    assert headers.get("X-Other") is None
    assert "X-Other" not in headers


def test_headers_join_lines_and_repetitions() -> None:
    headers = Headers(FIELDS)
    assert dict(headers) == {"Content-Type": "application/json", "X-Note": "one two", "Vary": "a, b"}
    assert (len(headers), repr(headers)) == (3, repr(dict(headers)))
    assert pickle.loads(pickle.dumps(headers)) == headers  # noqa: S301 - our own


def test_raw_response_is_made_once() -> None:
    made = response()
    raw = made.raw
    assert isinstance(raw, requests.Response)
    assert made.raw is raw
    assert (raw.json(), raw.encoding, raw.elapsed.total_seconds()) == ({"a": 1}, "utf-8", 0.25)
    assert (raw.request.method, raw.request.headers["accept"]) == ("GET", "*/*")


def test_response_object_makes_its_raw_response() -> None:
    page = operations.GetCompanyResponse("application/json", 200, raw_response=response())  # type: ignore[arg-type]
    copied = pickle.loads(pickle.dumps(page))  # noqa: S301 - our own
    for one in (page, copied):
        assert isinstance(one.raw_response, requests.Response)
        assert one.raw_response.text == '{"a": 1}'
    assert operations.GetCompanyResponse("application/json", 200).raw_response is None
