"""One connection of the fault server: reads requests from it, and ends it in every way that a connection can end."""

from __future__ import annotations

import select
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 10.0
"""Seconds after which a server that still waits for its client has a broken test before it."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class ReceivedRequest:
    """One request, as it arrived."""

    method: str = ""
    target: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def key(self) -> str | None:
        return self.header("Idempotency-Key")

    @property
    def company(self) -> str:
        """The id that the path names, which a correct response repeats."""
        return self.target.partition("?")[0].partition("/companies/")[2].partition("/")[0]


class GoneError(Exception):
    """The client has closed the connection."""


class FaultConnection:
    """A connection, in the hands of the thread that owns it."""

    def __init__(self, sock: socket.socket, note: Callable[[ReceivedRequest], None]) -> None:
        self.sock = sock
        self._note = note
        self.received = ReceivedRequest()
        self.open = True
        self._ahead = b""
        sock.settimeout(PATIENCE)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def wait(self) -> None:
        """Wait for the first byte of a request."""
        if not self._ahead:
            self._ahead = self._more()

    def take(self) -> ReceivedRequest:
        """Read one request whole."""
        while b"\r\n\r\n" not in self._ahead:
            self._ahead += self._more()
        head, _, rest = self._ahead.partition(b"\r\n\r\n")
        first, *lines = head.decode("ascii").split("\r\n")
        pairs = [line.split(": ", 1) for line in lines]
        method, target, _ = first.split(" ")
        received = ReceivedRequest(method, target, tuple((name, value) for name, value in pairs))
        length = int(received.header("Content-Length") or 0)
        while len(rest) < length:
            rest += self._more()
        self._ahead = rest[length:]
        self.received = ReceivedRequest(received.method, received.target, received.headers, rest[:length])
        self._note(self.received)
        return self.received

    def send(self, data: bytes) -> None:
        try:
            self.sock.sendall(data)
        except OSError:
            raise GoneError from None

    def pause(self, seconds: float) -> None:
        """Let time pass, or see the client leave."""
        readable, _, _ = select.select([self.sock], [], [], seconds)
        if readable:
            self._ahead += self._more()

    def sleep(self, seconds: float) -> None:
        """Let time pass, blind to what the client does."""
        time.sleep(seconds)

    def fin(self) -> None:
        self.open = False
        with suppress(OSError):  # The client may have been faster.
            self.sock.shutdown(socket.SHUT_WR)

    def rst(self) -> None:
        self.open = False
        with suppress(OSError):
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.sock.close()

    def linger(self) -> None:
        """Take what still comes until the client leaves: bytes that nobody read would turn a FIN into a RST."""
        with suppress(GoneError):
            while True:
                self._more()

    def _more(self) -> bytes:
        try:
            data = self.sock.recv(65536)
        except OSError:
            raise GoneError from None
        if not data:
            raise GoneError
        return data
