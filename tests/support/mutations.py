"""Responses of the API, broken at random: in their JSON, their bytes, their packing, their headers."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from support.fault_steps import chunks, head_bytes, response_bytes

if TYPE_CHECKING:
    from random import Random

ODD_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 10**40, 1.5, "", "text", "\x00", "\ud800", [], {}, [[]], [None], {"a": {}}, "NaN", "1e400",
    float("nan"), float("inf"), "2022-99-99", ["x"] * 50,
)  # fmt: skip
ODD_BYTES = (
    b"", b"\x00", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"{",
    b"]", b"\\u",
    b"NaN", b"-", b"1e999999999", b"0x", b":", b";", b"HTTP/1.1 200 OK\r\n", b"[" * 3000, b"9" * 5000,
)  # fmt: skip
ODD_HEADERS = (
    "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length:",
    "Content-Length: 1_0",
    "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Encoding: gzip", "Content-Encoding: br",
    "Content-Encoding: deflate", "Content-Type: text/html; charset=\xff", "Content-Type: multipart/mixed; boundary=x",
    "Connection: close", "Location: http://[", "Retry-After: 99999999999999999999", "Retry-After: \xb2",
    "Set-Cookie: \x01=",
    "no colon", " folded", ": empty", "X: " + "y" * 70_000, "Keep-Alive: timeout=x", "Upgrade: h2c", "Trailer: X",
)  # fmt: skip
ODD_STATUSES = (
    "100 Continue",
    "101 X",
    "103 X",
    "204 No Content",
    "206 X",
    "301 X",
    "304 X",
    "400 X",
    "429 X",
    "500 X",
    "999",
    "20",
    "-1",
)


@dataclass(frozen=True)
class RawResponse:
    """A response before it is broken."""

    status: str
    body: bytes


def broken(raw_response: RawResponse, random: Random) -> bytes:
    """Return the bytes of a response with some things wrong, or with none."""
    status, body = raw_response.status, raw_response.body
    headers: list[str] = []
    if random.random() < 0.4:
        body = _another_value(body, random)
    if random.random() < 0.3:
        body = _other_bytes(body, random)
    if random.random() < 0.1:
        status = random.choice(ODD_STATUSES)
    headers += [random.choice(ODD_HEADERS) for _ in range(random.choice((0, 0, 0, 1, 2)))]
    data = _framed(status, headers, body, random)
    if random.random() < 0.4:
        data = _other_bytes(data, random)
    if random.random() < 0.1:
        data = data[: random.randrange(len(data) + 1)]
    return data


def _framed(status: str, headers: list[str], body: bytes, random: Random) -> bytes:
    way = random.randrange(6)
    if way == 0:
        return head_bytes(
            status, "Transfer-Encoding: chunked", *headers, body=chunks(body[:99] or b" ", body[99:] or b" ", b"")
        )
    if way == 1:
        return response_bytes(
            _other_bytes(gzip.compress(body, mtime=0), random), status, "Content-Encoding: gzip", *headers
        )
    if way == 2:
        return response_bytes(zlib.compress(body), status, "Content-Encoding: deflate", *headers)
    if way == 3:
        return head_bytes(status, *headers, body=body)
    return response_bytes(body, status, *headers)


def _other_bytes(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.choice((0, 1, 1, 2, 8, 64)))
    put = random.choice((random.choice(ODD_BYTES), random.randbytes(random.randrange(1, 4)), data[start:end] * 2))
    return data[:start] + put + data[end:]


def _another_value(body: bytes, random: Random) -> bytes:
    """Put an odd value somewhere into the JSON."""
    try:
        document = json.loads(body)
    except ValueError:
        return body
    at: Any = document
    while isinstance(at, (dict, list)) and at:
        key: Any = random.choice(list(at)) if isinstance(at, dict) else random.randrange(len(at))
        if not isinstance(at[key], (dict, list)) or not at[key] or random.random() < 0.3:
            at[key] = random.choice(ODD_VALUES)
            return json.dumps(document).encode()
        at = at[key]
    return json.dumps(random.choice(ODD_VALUES)).encode()
