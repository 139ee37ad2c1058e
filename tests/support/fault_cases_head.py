"""Fault cases: status lines and headers that are wrong, too many, or disagree."""

from __future__ import annotations

from dataclasses import replace

from codatsynccommerce.models import errors
from support.fault_case import ALL, OURS, ROUTES, FaultCase, broken, fine, unreadable
from support.fault_steps import Step, chunks, fin, head_bytes, read, response_bytes, send, with_body

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def _with(*headers: str) -> Step:
    """Respond with further headers."""
    return with_body(lambda body: response_bytes(body, "200 OK", *headers))


def _framed(*lengths: str) -> Step:
    """Respond with no word on the length of the body but these."""
    return with_body(lambda body: head_bytes("200 OK", *[one.format(len(body)) for one in lengths], body=body))


def _chunked_as(*headers: str) -> Step:
    return with_body(lambda body: head_bytes("200 OK", *headers, body=chunks(body, b"")))


def _began(line: str) -> Step:
    """Respond with another status line."""
    return with_body(
        lambda body: (
            line.encode() + response_bytes(body).partition(b"\r\n")[1] + response_bytes(body).partition(b"\r\n")[2]
        )
    )


# Through an adapter of the caller's, urllib3 refuses lengths that differ before anybody sees the status.
_DOUBTFUL: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("two Content-Lengths that agree", ("Content-Length: 15", "Content-Length: 15"), ROUTES),
    ("two Content-Lengths that differ", ("Content-Length: 15", "Content-Length: 5"), OURS),
    ("a Content-Length and chunks", ("Content-Length: 15", "Transfer-Encoding: chunked"), OURS),
    ("a header without a colon", ("Content-Length: 15", "this is no header"), OURS),
    ("an unknown Transfer-Encoding", ("Transfer-Encoding: zip",), OURS),
)

_ALL: tuple[FaultCase, ...] = (
    fine("100 Continue before the response", read, send(_CONTINUE), with_body(response_bytes)),
    fine("100 Continue three times", read, send(_CONTINUE * 3), with_body(response_bytes)),
    fine(
        "103 Early Hints before the response",
        read,
        send(head_bytes("103 Early Hints", "Link: </a>")),
        with_body(response_bytes),
        only=OURS,
    ),
    fine("a cookie", read, _with("Set-Cookie: session=1; Path=/")),
    fine("ninety headers", read, _with(*[f"X-{number}: 1" for number in range(90)])),
    fine("a header of 60,000 bytes", read, _with("X-Long: " + "x" * 60_000)),
    fine("a response of HTTP/1.0", read, _began("HTTP/1.0 200 OK"), fin),
    fine("a status without words", read, _began("HTTP/1.1 200")),
    broken("garbage instead of a status line", read, send(b"\x00\x16\x03\x01garbage\r\n\r\n"), fin),
    broken("a response of HTTP/0.9", read, send(b'{"id": "c"}'), fin),
    broken("a status line of another protocol", read, _began("ICY 200 OK"), fin),
    broken("a status line of HTTP/2", read, _began("HTTP/2 200 OK"), fin),
    broken("a status that is no number", read, _began("HTTP/1.1 abc OK"), fin),
    broken("a status of four digits", read, _began("HTTP/1.1 2000 OK"), fin),
    broken("an empty line instead of a status line", read, send(b"\r\n\r\n"), fin),
    broken("a status line of 70,000 bytes", read, _began("HTTP/1.1 200 " + "O" * 70_000), fin),
    broken("a header of 70,000 bytes", read, _with("X-Long: " + "x" * 70_000), fin),
    broken("two hundred headers", read, _with(*[f"X-{number}: 1" for number in range(200)]), fin),
    broken("two hundred headers without a colon", read, _with(*["this is no header"] * 200), fin),
    unreadable("a header without a colon", read, _with("this is no header"), says="headers"),
    unreadable("a header with a space in its name", read, _with("Some Header: 1"), says="headers"),
    unreadable(
        "a first header that continues another",
        read,
        with_body(lambda body: head_bytes("200 OK", " folded: 1", body=body)),
        fin,
    ),
    unreadable(
        "two Content-Lengths that agree", read, _framed("Content-Length: {0}", "Content-Length: {0}"), says="length"
    ),
    unreadable(
        "two Content-Lengths that differ", read, _framed("Content-Length: {0}", "Content-Length: 5"), says="length"
    ),
    unreadable("a list of Content-Lengths", read, _framed("Content-Length: {0}, {0}"), says="length"),
    unreadable("a list of other Content-Lengths", read, _framed("Content-Length: {0}, 5"), says="length", only=OURS),
    unreadable(
        "Content-Length and chunks", read, _chunked_as("Content-Length: 5", "Transfer-Encoding: chunked"), says="length"
    ),
    unreadable("a Content-Length below nothing", read, _framed("Content-Length: -5"), says="length"),
    unreadable("a Content-Length with a sign", read, _framed("Content-Length: +{0}"), says="length"),
    unreadable("a Content-Length in words", read, _framed("Content-Length: many"), says="length"),
    unreadable("a Content-Length of nothing", read, _framed("Content-Length:"), says="length"),
    unreadable("chunks within gzip", read, _chunked_as("Transfer-Encoding: gzip, chunked"), says="length"),
    unreadable(
        "chunks said twice",
        read,
        _chunked_as("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
        says="length",
    ),
    unreadable("a transfer encoding that is none", read, _framed("Transfer-Encoding: identity"), says="length"),
    FaultCase(
        "101 Switching Protocols",
        (read, send(head_bytes("101 Switching Protocols", "Upgrade: h2c")), fin),
        errors.ErrorMessage,
        maybe=True,
    ),
    *[
        FaultCase(
            f"a 401 with {name}",
            (read, send(head_bytes("401 Unauthorized", *headers, body=b'{"error": "no"}'))),
            errors.AuthenticationError,
            maybe=True,
            says="401: ",
            only=only,
        )
        for name, headers, only in _DOUBTFUL
    ],
    *[
        FaultCase(
            f"a 503 with {name}",
            (read, send(head_bytes("503 Service Unavailable", *headers, body=b'{"error": "no"}'))),
            errors.ServerError,
            get=ALL,
            post=ALL,
            maybe=True,
            says="503: ",
            only=only,
        )
        for name, headers, only in _DOUBTFUL
    ],
    FaultCase(
        "an error whose gzip is corrupt",
        (read, send(response_bytes(b"no gzip", "403 Forbidden", "Content-Encoding: gzip"))),
        errors.PermissionDeniedError,
        maybe=True,
        says="403: Forbidden",
    ),
    FaultCase(
        "an error that is cut",
        (read, send(response_bytes(b"{}", "401 Unauthorized")[:-1]), fin),
        errors.AuthenticationError,
        maybe=True,
        says="401: Unauthorized",
    ),
)

# Through the client of the caller, httpx2 refuses these heads before anybody sees the status, or shows them joined.
_REFUSED_BY_HTTPX2 = frozenset(
    {
        "a header without a colon",
        "a header with a space in its name",
        "a first header that continues another",
        "two Content-Lengths that agree",
        "two Content-Lengths that differ",
        "a list of Content-Lengths",
        "a list of other Content-Lengths",
        "a Content-Length below nothing",
        "a Content-Length with a sign",
        "a Content-Length in words",
        "a Content-Length of nothing",
        "chunks within gzip",
        "chunks said twice",
        "a transfer encoding that is none",
        "101 Switching Protocols",
        *[f"a {status} with {name}" for status in (401, 503) for name, _, _ in _DOUBTFUL],
    }
)

FAULT_CASES = tuple(
    replace(case, only=tuple(route for route in case.only if route != "async client"))
    if case.name in _REFUSED_BY_HTTPX2
    else case
    for case in _ALL
)
