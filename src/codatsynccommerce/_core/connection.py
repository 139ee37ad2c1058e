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
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from .framing import check_framing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_POOL_SIZE = 64
_ANNOUNCED = frozenset({102, 103})


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


def _left(seconds: float) -> float:
    """Give so many seconds, or what is left of the call."""
    left = inf if _limits.at is None else _limits.at - monotonic()
    if left <= 0:
        message = "the time for the whole call is over"
        raise TimeoutError(message)
    return min(left, seconds)


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
        if _limits.at is not None:
            self._sock.settimeout(_left(_limits.read))
        count = self._file.readinto(buffer)
        self.ended = count == 0
        return count

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

    def begin(self) -> None:
        """Read the head of the answer, whole: http.client takes the end of the connection for the end of the head."""
        super().begin()
        if self._reader.ended:
            raise http.client.IncompleteRead(b"")
        check_framing(self.msg)

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


def _addresses(name: str, port: int) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return [name]  # urllib3 will fail on it too, in its own words.


class _Sender:
    """The sending side of a connection, bounded by the deadline of the call."""

    _dns_host: str
    port: int
    sock: Any
    timeout: Any
    connect: Callable[[], None]
    response_class: Any = _Response

    def _new_conn(self) -> Any:
        """Try the addresses of the host in turn, by the deadline: urllib3 would give each of them the whole time."""
        name, limit = self._dns_host, self.timeout
        failed: Exception | None = None
        try:
            for address in _addresses(name, self.port):
                self._dns_host, self.timeout = address, _left(limit)
                try:
                    sock: Any = cast("Any", super())._new_conn()  # noqa: SLF001 - the hook of urllib3
                except HTTPError as problem:
                    failed = problem
                else:
                    sock.settimeout(_left(limit))
                    return sock
        finally:
            self._dns_host, self.timeout = name, limit
        raise failed or AssertionError

    def send(self, data: Any) -> None:
        """Send by the deadline: bytes that nobody takes may not hold the call up either."""
        if self.sock is None:
            self.connect()  # As http.client would: until then there is nothing to set a time on.
        cast("Any", self).sock.settimeout(_left(_limits.read))
        cast("Any", super()).send(data)  # http.client's


class _Connection(_Sender, HTTPConnection):
    pass


class _SecureConnection(_Sender, HTTPSConnection):
    pass


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

    def close(self) -> None:
        """Close every connection now: urllib3 itself waits until nobody holds an answer of theirs any more."""
        managers: list[Any] = [self.poolmanager, *self.proxy_manager.values()]
        for pools in [manager.pools for manager in managers]:
            for pool in filter(None, [pools.get(key) for key in pools.keys()]):  # noqa: SIM118 - it has no other iterator
                pool.close()
        super().close()
