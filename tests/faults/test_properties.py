"""What holds for any text that a server or a caller may come up with."""

from __future__ import annotations

import base64
from contextlib import suppress
from email.parser import Parser
from http.client import HTTPMessage
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime import retry as retries
from codatsynccommerce._runtime import url as segments
from codatsynccommerce._runtime.codec import codec
from codatsynccommerce._runtime.headers import check_headers
from codatsynccommerce._runtime.http.reading import check_framing, is_digits
from codatsynccommerce._runtime.http.redaction import RedactedStr, redact, redact_fields
from codatsynccommerce.models import errors
from codatsynccommerce.utils import parse_datetime

ANY = st.text(st.characters())
DATE_LIKE = st.text("0123456789-:+.TZW ,", max_size=40) | st.from_regex(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?.{0,6}")
HTTP_DATE_LIKE = st.text("0123456789 :,+-GMTUCSunMoTueJaFbNvDc", max_size=40)
KEYS = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=8, max_size=60)


@given(ANY | HTTP_DATE_LIKE | st.none(), st.floats(0, 4e9))
@example("Sun, 06 Nov 1994 08:49:37", 0.0)
@example("Mon, 01 Jan 0001 00:00:00 +9999", 0.0)
@example("9" * 5000, 0.0)
@example("1 1 1 1 1 1 1 1", 0.0)
def test_retry_after_is_seconds_or_none(value: str | None, now: float) -> None:
    seconds = retries.parse_retry_after(value, now)
    assert seconds is None or seconds >= 0


@given(ANY | DATE_LIKE)
@example("9999-12-31T24:00:00Z")
@example("2022-10-23T10:00:00+24:00")
@example("9999-W53-7")
def test_date_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        parse_datetime(text)


@given(ANY)
@example("..%2f")
@example("\ud800")
def test_path_value_is_one_segment(text: str) -> None:
    try:
        encoded = segments.path_segment("company_id", text)
    except errors.RequestError:
        assert text in ("", ".", "..") or any("\ud800" <= char <= "\udfff" for char in text)
        return
    assert unquote(encoded) == text
    assert encoded.isascii()
    assert not set(encoded) & set("/?#\\:@;&= \r\n\x00")


@given(st.dictionaries(ANY, ANY, max_size=3))
@example({"X": "secret-word\r\nY: 1"})
@example({"X\r\nY": "1"})
def test_header_is_sent_unchanged_or_refused(headers: dict[str, str]) -> None:
    try:
        checked = check_headers(headers)
    except errors.RequestError as error:
        assert len(str(error).splitlines()) == 1
        names = "".join(headers)
        assert not any(len(value) > 8 and value not in names and value in str(error) for value in headers.values())
        return
    assert checked == headers
    for name, value in checked.items():
        assert not set(name + value) & set("\r\n\x00")
        assert (name + value).isascii()


@given(
    st.lists(
        st.sampled_from(["Content-Length", "Transfer-Encoding", "X"]) | st.text("aC-: \t", max_size=4), max_size=4
    ),
    st.text(st.characters(max_codepoint=255)),
)
def test_response_head_passes_or_is_refused(names: list[str], value: str) -> None:
    text = "".join(f"{name}: {value}\n" for name in names)
    head = Parser(HTTPMessage).parsestr(text)
    try:
        check_framing(head, 200)
    except errors.ResponseDecodeError as error:
        assert str(error).startswith("the headers of the response")
        return
    assert len(head.get_all("Content-Length", []) + head.get_all("Transfer-Encoding", [])) <= 1
    assert (head["Content-Length"] or "0").isdecimal()
    assert (head["Transfer-Encoding"] or "chunked").lower() == "chunked"


@for_each("text", ["", "+5", "-5", " 5", "5 ", "5\n", "5_0", "5.0", "0x5", "\u0665", "\u00b2"])
def test_length_is_plain_digits(text: str) -> None:
    assert not is_digits(text)
    assert is_digits("50")


@given(KEYS, st.binary(), st.binary())
def test_key_is_redacted_anywhere_in_a_response(key: str, before: bytes, after: bytes) -> None:
    sent = RedactedStr("Basic " + base64.b64encode(key.encode()).decode())
    for shown in (sent, key):
        body = redact(before + shown.encode() + after, sent)
        ((name, value),) = redact_fields([("Echo", shown)], sent)
        for secret in (sent[6:], key):
            assert secret.encode() not in body
            assert secret not in value
        assert name == "Echo"


@given(st.binary(), KEYS)
def test_response_without_the_key_is_unchanged(body: bytes, key: str) -> None:
    assert redact(body, RedactedStr(f"Bearer {key}")) == body or key.encode() in body


@given(st.binary())
@example(b'{"a":' * 100_000)
@example(b"1e999999999999")
@example(b'"\\ud800"')
def test_bytes_are_json_or_an_error(data: bytes) -> None:
    try:
        codec.parse(data)
    except errors.ResponseDecodeError as error:
        assert error.message.startswith("the JSON cannot be read")


def test_properties_see_other_exceptions() -> None:
    with pytest.raises(ValueError, match="out of range"):
        parse_datetime("9999-12-31T24:00:00Z")
