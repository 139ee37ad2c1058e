"""Connections whose every read ends by the deadline of the call, however slowly the bytes drip in.

The time-outs of `requests` hold for one read of the socket: a server that sends a byte a minute holds a call for
ever. Here each read is given what is left of the call. The deadline travels in a thread-local, because a call runs
in one thread from its start to its end and urllib3 has no place for it.
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from collections.abc import Generator

_POOL_SIZE = 64


class _Limits(threading.local):
    """What the call that runs in this thread may still take: `read` seconds a read, until `at` on the clock."""

    at: float | None = None
    read: float = 0.0


_limits = _Limits()


@contextmanager
def deadline(at: float, read: float) -> Generator[None]:
    """Bound every read in this thread: each by `read` seconds, all of them by `at` on the monotonic clock."""
    before = _limits.at, _limits.read
    _limits.at, _limits.read = at, read
    try:
        yield
    finally:
        _limits.at, _limits.read = before


class _Reader(io.RawIOBase):
    """The reading side of a socket, bounded by the deadline of the call."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._sock = sock
        # A file of the socket keeps it open until the answer is read, also where the connection is closed before.
        self._file = cast("io.RawIOBase", sock.makefile("rb", buffering=0))
        self.drained = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        if self.drained:
            return 0
        if _limits.at is not None:
            left = _limits.at - monotonic()
            if left <= 0:
                message = "the time for the whole call is over"
                raise TimeoutError(message)
            self._sock.settimeout(min(left, _limits.read))
        return self._file.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """An answer that reads by the deadline, and leaves no byte behind for the next answer to begin with."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self._reader = _Reader(sock)
        self._sock = sock
        self.fp = io.BufferedReader(self._reader)

    def _close_conn(self) -> None:
        fp = cast("io.BufferedReader | None", self.fp)
        if fp is not None and not fp.closed:
            # More bytes than the answer holds: somebody has smuggled in another. The connection is not used again.
            self._reader.drained = True
            if fp.peek(1):
                self._abandon()
        super()._close_conn()  # type: ignore[misc]  # http.client's own hook, which no stub names

    def _abandon(self) -> None:
        with suppress(OSError):  # The other side may have been faster.
            self._sock.shutdown(socket.SHUT_RDWR)


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(HTTPConnectionPool):
    ConnectionCls: Any = _Connection  # pyright: ignore[reportIncompatibleVariableOverride]


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls: Any = _SecureConnection  # pyright: ignore[reportIncompatibleVariableOverride]


class DeadlineAdapter(HTTPAdapter):
    """The adapter of the client's own connections: one attempt a request, no redirects, every read by the deadline."""

    def __init__(self) -> None:
        """Make room for as many connections as threads may use; each is opened when it is needed."""
        super().__init__(pool_connections=8, pool_maxsize=_POOL_SIZE, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections of our own classes."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        """Make connections of our own classes through a proxy too."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
        return manager
