"""A server on loopback in a process of its own: takes any request, responds at once, and counts connections.

It responds to a push with an operation of its own, and to a list of orders with pages of 1,000 that never end.

Started with `python -m benchmarks.server`: says its port on a line, and ends when its standard input does.
"""

from __future__ import annotations

import atexit
import json
import re
import socket
import subprocess
import sys
import threading
from email.utils import formatdate
from functools import cached_property
from itertools import count

from . import orders
from .customer import OPERATION, RESPONSE

PAGE = 1_000
"""Orders on a page."""


def start(module: str = "benchmarks.server", *arguments: str) -> str:
    """Start a server in another process, which ends with this one, and return its address."""
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    port, _ = process.stdout.readline(), atexit.register(process.communicate)  # type: ignore[union-attr]
    return f"http://127.0.0.1:{port.strip()}"


class Server:
    """Takes any request and sends one response."""

    def __init__(self) -> None:
        """Open a free port."""
        self.opened = 0
        self.pushes = count()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)

    def run(self) -> None:
        """Serve each connection in a thread of its own."""
        while True:
            connection, _ = self.listener.accept()
            self.opened += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        data = b""
        with connection:
            while True:
                head, mark, rest = data.partition(b"\r\n\r\n")
                length = _length(head) if mark else 0
                if mark and len(rest) >= length:
                    data = rest[length:]
                    connection.sendall(self.respond(head))
                    continue
                try:
                    piece = connection.recv(65536)
                except ConnectionError:
                    return
                if not piece:
                    return
                data += piece

    @cached_property
    def _page(self) -> bytes:
        """A page of a list that never ends, with `@` in place of its number, so that no order comes twice."""
        page = json.loads(orders.page(PAGE))
        for index, order in enumerate(page["results"]):
            order["id"] = f"@-{index}"
        page |= {"pageNumber": "@", "totalResults": 10**9, "_links": None}
        return json.dumps(page, separators=(",", ":")).encode()

    def respond(self, request: bytes) -> bytes:
        """Return the bytes of the response to a request, of which the head is given."""
        body = RESPONSE
        if request.startswith(b"POST"):  # Every push has a key of its own, of the same length.
            body = body.replace(OPERATION.encode(), b"%036d" % next(self.pushes))
        if page := re.match(rb"GET \S+/commerce-orders\?(?:\S+&)?page=(\d+)", request):
            body = self._page.replace(b'"@"', page[1]).replace(b"@", page[1])
        if request.startswith(b"GET /opened"):
            self.opened -= 1  # The connection that brings the question does not count.
            body = str(self.opened).encode()
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nDate: %s\r\nContent-Length: %d\r\n\r\n"
        )
        return (head % (formatdate(usegmt=True), len(body))).encode() + body


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def serve(server: Server) -> None:
    """Serve until standard input ends."""
    threading.Thread(target=server.run, daemon=True).start()
    print(server.listener.getsockname()[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve(Server())
