"""The steps that faults are made of. Each does one thing to a connection; a fault is some of them in a row."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.fault_connection import Asked, Line

Step = Callable[["Line"], None]


def answer(body: bytes = b"{}", status: str = "200 OK", *headers: str) -> bytes:
    """Make the bytes of an answer with a Content-Length."""
    return raw(status, "Content-Type: application/json", f"Content-Length: {len(body)}", *headers, body=body)


def raw(status: str, *headers: str, body: bytes = b"") -> bytes:
    """Make the bytes of an answer with these headers and no other."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers]).encode("latin-1") + b"\r\n\r\n" + body


def chunks(*pieces: bytes) -> bytes:
    """Pack pieces as chunks; an empty one is the end."""
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)


def document(asked: Asked) -> bytes:
    """Give what the API would answer: the id of the path, under the name that the operation reads."""
    if asked.method == "GET":
        return json.dumps({"id": asked.company, "name": "Marlow Books", "redirect": ""}).encode()
    operation = {"pushOperationKey": asked.company, "companyId": asked.company, "status": "Pending", "statusCode": 202}
    return json.dumps(operation).encode()


def read(line: Line) -> None:
    """Read the request: how every healthy exchange begins."""
    line.take()


def ok(line: Line) -> None:
    line.send(answer(document(line.asked)))


def fin(line: Line) -> None:
    line.fin()


def rst(line: Line) -> None:
    line.rst()


def stall(line: Line) -> None:
    """Say nothing more until the client leaves."""
    line.linger()
    line.open = False


def say(data: bytes) -> Step:
    def step(line: Line) -> None:
        line.send(data)

    return step


def say_slowly(data: bytes, every: float) -> Step:
    """Send one byte at a time."""

    def step(line: Line) -> None:
        for byte in data:
            line.send(bytes([byte]))
            line.pause(every)

    return step


def say_for_ever(data: bytes, every: float = 0) -> Step:
    def step(line: Line) -> None:
        while True:
            line.send(data)
            line.pause(every)

    return step


def with_body(make: Callable[[bytes], bytes]) -> Step:
    """Answer with bytes made from the body of a healthy answer."""

    def step(line: Line) -> None:
        line.send(make(document(line.asked)))

    return step


def sleep(seconds: float) -> Step:
    """Let time pass, blind to what the client does."""

    def step(line: Line) -> None:
        line.sleep(seconds)

    return step


def wait(seconds: float) -> Step:
    def step(line: Line) -> None:
        line.pause(seconds)

    return step
