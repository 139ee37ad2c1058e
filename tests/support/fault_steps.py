"""The steps that faults are made of. Each does one thing to a connection; a fault is some of them in a row."""

from __future__ import annotations

import json
import select
import socket
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING

from support.fault_connection import GoneError

if TYPE_CHECKING:
    from support.fault_connection import FaultConnection, ReceivedRequest

Step = Callable[["FaultConnection"], None]


def response_bytes(body: bytes = b"{}", status: str = "200 OK", *headers: str) -> bytes:
    """Return the bytes of a response with a Content-Length."""
    return head_bytes(status, "Content-Type: application/json", f"Content-Length: {len(body)}", *headers, body=body)


def head_bytes(status: str, *headers: str, body: bytes = b"") -> bytes:
    """Return the bytes of a response with these headers only."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers]).encode("latin-1") + b"\r\n\r\n" + body


def chunks(*pieces: bytes) -> bytes:
    """Pack pieces as chunks; an empty one is the end."""
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)


def document(received: ReceivedRequest) -> bytes:
    """Return the document that the API would send: the id of the path, under the name that the operation reads."""
    if received.method == "GET":
        return json.dumps({"id": received.company, "name": "Marlow Books", "redirect": ""}).encode()
    operation = {
        "pushOperationKey": received.company,
        "companyId": received.company,
        "status": "Pending",
        "statusCode": 202,
    }
    return json.dumps(operation).encode()


def read(connection: FaultConnection) -> None:
    """Read the request: how every healthy exchange begins."""
    connection.take()


def ok(connection: FaultConnection) -> None:
    connection.send(response_bytes(document(connection.received)))


def fin(connection: FaultConnection) -> None:
    connection.fin()


def rst(connection: FaultConnection) -> None:
    connection.rst()


def stall(connection: FaultConnection) -> None:
    """Send nothing more until the client leaves."""
    connection.linger()
    connection.open = False


def send(data: bytes) -> Step:
    def step(connection: FaultConnection) -> None:
        connection.send(data)

    return step


def send_slowly(data: bytes, every: float) -> Step:
    """Send one byte at a time."""

    def step(connection: FaultConnection) -> None:
        for byte in data:
            connection.send(bytes([byte]))
            connection.pause(every)

    return step


def send_forever(data: bytes, every: float = 0) -> Step:
    def step(connection: FaultConnection) -> None:
        while True:
            connection.send(data)
            connection.pause(every)

    return step


def with_body(make: Callable[[bytes], bytes]) -> Step:
    """Respond with bytes made from the body of a correct response."""

    def step(connection: FaultConnection) -> None:
        connection.send(make(document(connection.received)))

    return step


def sleep(seconds: float) -> Step:
    """Let time pass, blind to what the client does."""

    def step(connection: FaultConnection) -> None:
        connection.sleep(seconds)

    return step


def wait(seconds: float) -> Step:
    def step(connection: FaultConnection) -> None:
        connection.pause(seconds)

    return step


def tunnel(connection: FaultConnection) -> None:
    """Do what CONNECT asks for."""
    host, _, port = connection.received.target.partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as far:
        connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        ends = {connection.sock: far, far: connection.sock}
        while True:
            # What TLS has read ahead makes no socket readable.
            ahead = [end for end in ends if isinstance(end, ssl.SSLSocket) and end.pending()]
            for end in ahead or select.select(ends, [], [], 5)[0]:
                try:
                    data = end.recv(65536)
                    ends[end].sendall(data)
                except OSError:
                    raise GoneError from None
                if not data:
                    raise GoneError
