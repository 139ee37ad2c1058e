"""Answers on their way in: read by the deadline of the call, whole, and without a byte too many."""

from __future__ import annotations

import http.client
import io
import socket
from contextlib import suppress
from typing import Any, cast

from ..errors import ResponseDecodeError
from ..timeout import next_read
from .framing import check_framing

_ANNOUNCED = frozenset(range(100, 200)) - {101}
"""Statuses that an answer follows. 101 is the answer itself: what follows is no HTTP any more."""


class _Reader(io.RawIOBase):
    """The reading side of a socket, bounded by the deadline of the call."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._sock = sock
        # A file of the socket keeps it open until the answer is read, also where the connection is closed before.
        self._file = cast("io.RawIOBase", sock.makefile("rb", buffering=0))
        self.drained = self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        if self.drained:
            return 0
        self._sock.settimeout(next_read())
        count = self._file.readinto(buffer)
        self.ended = count == 0
        return count

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class Incoming(http.client.HTTPResponse):
    """An answer that reads by the deadline, and leaves no byte behind for the next answer to begin with."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self._reader = _Reader(sock)
        self._sock = sock
        self.fp = io.BufferedReader(self._reader)

    def begin(self) -> None:
        """Read the head of the answer, whole: http.client takes the end of the connection for the end of the head."""
        super().begin()
        if self._reader.ended:
            nothing = b""
            raise http.client.IncompleteRead(nothing)
        try:
            check_framing(self.msg, self.status)
        except ResponseDecodeError:
            if 200 <= self.status < 300:  # noqa: PLR2004 - its class: without its body it says too little
                raise
            self._pass_over_the_body()

    def _pass_over_the_body(self) -> None:
        """Leave it at the status, which says enough. Where the body ends nobody knows, so the connection ends here."""
        self.will_close, self.chunked, self.length = True, False, 0
        # Nor may urllib3 look at what is wrong here: it would refuse it, or show it in its log.
        for name in ("Content-Length", "Transfer-Encoding"):
            del self.msg[name]
        self.msg.defects.clear()
        self.msg.set_payload("")

    def _read_status(self) -> tuple[str, int, str]:
        """Pass over what is only announced: http.client itself knows no such answer but 100 Continue."""
        while True:
            line = cast("tuple[str, int, str]", cast("Any", super())._read_status())  # noqa: SLF001 - the hook of http.client
            if line[1] not in _ANNOUNCED:
                return line
            http.client.parse_headers(self.fp)

    def _close_conn(self) -> None:
        fp = cast("io.BufferedReader | None", self.fp)
        if fp is not None and not fp.closed:
            # More bytes than the answer holds: somebody has smuggled in another. The connection is not used again.
            self._reader.drained = True
            if fp.peek(1):
                self._abandon()
        cast("Any", super())._close_conn()  # noqa: SLF001 - the hook of http.client

    def _abandon(self) -> None:
        with suppress(OSError):  # The other side may have been faster.
            self._sock.shutdown(socket.SHUT_RDWR)
