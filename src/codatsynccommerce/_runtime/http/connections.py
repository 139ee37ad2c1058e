"""Connections whose every read and write ends by the deadline of the call, however slowly the bytes drip.

The time-outs of `requests` hold for one read of the socket: a server that sends a byte a minute can hold a call open
for ever. Here each read is given what is left of the call.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from ..timeout import left, next_read
from .incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable

_POOL_SIZE = 64


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
    response_class: Any = Incoming

    def _new_conn(self) -> Any:
        """Try the addresses of the host in turn, by the deadline: urllib3 would give each of them the whole time."""
        name, limit = self._dns_host, self.timeout
        failed: Exception | None = None
        try:
            for address in _addresses(name, self.port):
                self._dns_host, self.timeout = address, left(limit)
                try:
                    sock: Any = cast("Any", super())._new_conn()  # noqa: SLF001 - the hook of urllib3
                except HTTPError as problem:
                    failed = problem
                else:
                    sock.settimeout(left(limit))
                    return sock
        finally:
            self._dns_host, self.timeout = name, limit
        raise failed or AssertionError

    def send(self, data: Any) -> None:
        """Send by the deadline: bytes that nobody takes may not hold the call up either."""
        if self.sock is None:
            self.connect()  # As http.client would: until then there is nothing to set a time on.
        cast("Any", self).sock.settimeout(next_read())
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
