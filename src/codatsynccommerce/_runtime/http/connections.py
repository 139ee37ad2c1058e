"""Connections of urllib3 whose every read and write ends by the deadline of the call.

Here, and nowhere else, the client uses hooks of urllib3 that are not documented. `_get_conn`, `_put_conn` and
`_prepare_proxy` of its pools: `urlopen`, which calls them, raises exceptions that do not tell whether the request was
sent. `_new_conn` of its connections: to try the addresses of a host by one deadline.
"""

from __future__ import annotations

import http.client
import queue
import socket
import warnings
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, InsecureRequestWarning

from ..errors import RequestError
from .reading import IncomingResponse, set_socket_timeout
from .redaction import RedactedBytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..timeout import Deadline
    from .messages import Exchange

    _AnyConnection = HTTPConnection
    _AnyPool = HTTPConnectionPool
else:  # Mixed into more than one class of urllib3's.
    _AnyConnection = _AnyPool = object


class _IdleConnections:
    """Idle connections: the last one that was returned is the first to be used again.

    urllib3's own queue takes a lock that an exception of a signal handler can leave locked for ever. Here every step
    is one operation of a deque, which cannot be interrupted.
    """

    def __init__(self, maxsize: int) -> None:
        """Begin empty."""
        self._maxsize = maxsize
        self._connections: deque[object] = deque()

    def put(self, connection: object, *, block: bool = True) -> None:
        """Keep a connection, unless there are enough."""
        del block
        if connection is None:  # urllib3 counts free places by these.
            return
        if len(self._connections) >= self._maxsize:
            raise queue.Full
        self._connections.append(connection)

    def get(self, *, block: bool = True, timeout: float | None = None) -> object:
        """Return a connection."""
        del block, timeout
        try:
            return self._connections.pop()
        except IndexError:
            raise queue.Empty from None


class ConnectionMethods(_AnyConnection):
    """How our connections differ from those of urllib3."""

    _building: list[bytes] | None = None
    _deadline: Deadline
    _exchange: Exchange

    def begin(self, deadline: Deadline, exchange: Exchange) -> None:
        """Bind the connection to one attempt: its limits, and what is known about it."""
        self._deadline = deadline
        self._exchange = exchange
        self.response_class = partial(IncomingResponse, deadline)  # type: ignore[assignment] # pyright: ignore[reportAttributeAccessIssue]

    def exchange(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> IncomingResponse:
        """Send a request, and read status and headers of the response."""
        data = self._build(method, target, headers, body)
        # From here on something may leave. Noted first, because an interruption may come in between.
        self._exchange.sent = True
        failure: OSError | None = None
        try:
            self._write(data)
        except (BrokenPipeError, ConnectionResetError) as error:
            failure = error  # The server may have responded before it had read everything.
        try:
            incoming = cast("IncomingResponse", http.client.HTTPConnection.getresponse(self))
        except (OSError, http.client.HTTPException) as error:
            raise failure or error from None
        if failure is not None:
            incoming.will_close = True
        return incoming

    def send(self, data: Any) -> None:
        """Take a part of what `http.client` builds, so that head and body leave at once; CONNECT leaves by itself."""
        if self._building is None:
            self._write(data)
        else:
            self._building.append(data)

    def _build(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> RedactedBytes:
        names = {name.lower() for name in headers}
        parts: list[bytes] = []
        self._building = parts
        try:
            self.putrequest(method, target, skip_host="host" in names, skip_accept_encoding=True)
            for name, value in headers.items():
                self.putheader(name, value)
            if "content-length" not in names and (body is not None or method != "GET"):
                self.putheader("Content-Length", str(len(body or b"")))
            self.endheaders(body)
        except (ValueError, http.client.InvalidURL):
            message = "the request cannot be sent: a header or the path holds what HTTP does not allow"
            raise RequestError(message) from None
        finally:
            self._building = None
        return RedactedBytes(b"".join(parts))

    def _write(self, data: bytes) -> None:
        """Write by the deadline: a server that does not read must not hold up the call."""
        left = memoryview(data)
        while left:
            set_socket_timeout(self.sock, self._deadline.remaining(self._deadline.read))
            left = left[self.sock.send(left) :]

    def bound_connect(self, seconds: float) -> None:
        """Bound the time until the connection is established."""
        self.timeout = self._deadline.remaining(seconds)


class _DirectMethods(ConnectionMethods):
    def _new_conn(self) -> socket.socket:
        """Try the addresses of the host in turn, by one deadline: urllib3 would give each of them the whole time."""
        name, limit = self._dns_host, cast("float", self.timeout)
        failure: Exception | None = None
        try:
            for address in _addresses(name, self.port):
                self._dns_host, self.timeout = address, self._deadline.remaining(limit)
                try:
                    sock = super()._new_conn()
                except HTTPError as error:
                    failure = error
                else:
                    sock.settimeout(self._deadline.remaining(limit))
                    return sock
        finally:
            self._dns_host, self.timeout = name, limit
        raise failure or AssertionError


def _addresses(name: str, port: int) -> list[str]:
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return [name]  # urllib3 will fail on it too, in its own words.


class _Connection(_DirectMethods, HTTPConnection):
    pass


class _SecureConnection(_DirectMethods, HTTPSConnection):
    pass


class PoolMethods(_AnyPool):
    """How our pools differ from those of urllib3."""

    QueueCls: Any = _IdleConnections
    is_tunnel = False

    @property
    def forwards(self) -> bool:
        """Whether requests go to a forwarding proxy, and name the whole address."""
        return self.proxy is not None and not self.is_tunnel

    def add_proxy_headers(self, headers: Mapping[str, str]) -> Mapping[str, str]:
        """Return headers with those that a proxy which passes requests on expects."""
        return {**headers, **self.proxy_headers} if self.forwards else headers

    def acquire(self) -> ConnectionMethods:
        """Return an idle connection that is still open, or a new one that is not connected."""
        return cast("ConnectionMethods", self._get_conn())

    def release(self, connection: ConnectionMethods) -> None:
        """Keep a connection for later calls."""
        self._put_conn(cast("Any", connection))

    def connect(self, connection: ConnectionMethods, seconds: float) -> None:
        """Connect, through a tunnel if there is one, unless the connection is open."""
        if connection.sock is not None:
            return
        connection.bound_connect(seconds)
        if self.is_tunnel:
            self._prepare_proxy(cast("Any", connection))
        else:
            connection.connect()
        is_verified = connection.is_verified or getattr(connection, "proxy_is_verified", False)
        if not is_verified and isinstance(connection, HTTPSConnection):
            warnings.warn(f"the certificate of {connection.host} is not verified", InsecureRequestWarning, stacklevel=1)


class Pool(PoolMethods, HTTPConnectionPool):
    ConnectionCls: Any = _Connection


class SecurePool(PoolMethods, HTTPSConnectionPool):
    ConnectionCls: Any = _SecureConnection


POOL_CLASSES: dict[str, Any] = {"http": Pool, "https": SecurePool}
"""The pools that a manager of urllib3 makes, by the scheme of the address."""
