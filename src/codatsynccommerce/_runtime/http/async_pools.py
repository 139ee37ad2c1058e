"""Connections of the asynchronous client's own: how each server is reached, and one exchange over a free connection.

Each event loop has its own pools, because no other loop can use their connections.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlsplit

import anyio
import httpcore2

from ..errors import RequestError
from .async_reading import AsyncIncoming, head_in
from .async_streams import AsyncioBackend, current_head
from .routes import Proxy, Route, tls_context

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Mapping

    from .messages import HTTPRequest

    _AnyPool = httpcore2.AsyncConnectionPool
else:  # Mixed into more than one class of httpcore2's.
    _AnyPool = object

_MAX_CONNECTIONS = 100
"""Connections to one server. More calls wait for one that is free."""


class AsyncPools:
    """The connections of one event loop, by server."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self.process = os.getpid()
        self._servers: dict[str, _Server] = {}
        self._keeper = self._close_at_end()

    async def open(self) -> None:
        """Arrange for the connections to be closed when the event loop ends, or when nothing refers to them any more.

        An event loop closes the asynchronous generators that are still open when it ends.
        """
        await self._keeper.__anext__()

    async def close(self) -> None:
        """Close every connection."""
        await self._keeper.aclose()

    async def send(
        self, address: str, request: HTTPRequest, headers: Mapping[str, str], extensions: dict[str, Any]
    ) -> AsyncIncoming:
        """Send a request, and read its response as far as the headers.

        Arguments:
            address: The server: scheme, host and any path before the API's.
            request: The request.
            headers: Every header of it but those that say where it goes and how long it is.
            extensions: What else httpcore2 takes: time limits, and the function to call when something is written.
        """
        server = self._servers.get(address)
        if server is None:
            server = self._servers[address] = _Server.open(address)
        body = request.body
        fields = [("Host", server.host), *headers.items()]
        if body is not None or request.method != "GET":
            fields.append(("Content-Length", str(len(body or b""))))
        sent = httpcore2.Request(
            request.method, server.url(address + request.path), headers=fields, content=body, extensions=extensions
        )
        response = await server.pool.handle_async_request(sent)
        extensions = cast("dict[str, Any]", cast("Any", response).extensions)
        return AsyncIncoming(
            response.status,
            extensions.get("reason_phrase", b""),
            response.headers,
            cast("AsyncIterable[bytes]", response.stream),
            extensions.get("network_stream"),
            raw_head=head_in(current_head.get()),
        )

    async def _close_at_end(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            for server in self._servers.values():
                await server.pool.aclose()
            self._servers.clear()


class _Server(NamedTuple):
    """One server, and the connections to it."""

    pool: httpcore2.AsyncConnectionPool
    origin: httpcore2.URL
    host: str
    start: int
    """Where the path begins in an address of this server."""

    @classmethod
    def open(cls, server: str) -> _Server:
        """Return a pool for a server. It opens no connection yet.

        Raises:
            errors.RequestError: The proxy or the certificates that the environment names cannot be used.
        """
        parts = urlsplit(server)
        start = len(f"{parts.scheme}://{parts.netloc}")
        default = {"http": 80, "https": 443}[parts.scheme]
        host = parts.netloc.rpartition(":")[0] if parts.port == default else parts.netloc
        origin = httpcore2.URL(scheme=parts.scheme, host=parts.hostname or "", port=parts.port)
        return cls(_open_pool(server, is_secure=parts.scheme == "https"), origin, host, start)

    def url(self, address: str) -> httpcore2.URL:
        """Return an address of this server. Its target is sent as it is."""
        origin = self.origin
        return httpcore2.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=address[self.start :])


class _PoolMethods(_AnyPool):
    """What our pools do differently from those of httpcore2."""

    def create_connection(self, origin: Any) -> httpcore2.AsyncConnectionInterface:
        """Return a connection that is closed if a request on it fails.

        httpcore2 leaves one open, and its place taken, if its request is cancelled before it is written.
        """
        connection = super().create_connection(origin)
        send = connection.handle_async_request

        async def send_or_close(request: httpcore2.Request) -> httpcore2.Response:
            try:
                return await send(request)
            except httpcore2.ConnectionNotAvailable:  # Another request has it.
                raise
            except BaseException:
                with anyio.CancelScope(shield=True):
                    await connection.aclose()
                raise

        connection.handle_async_request = send_or_close  # type: ignore[method-assign]
        return connection


class _Pool(_PoolMethods, httpcore2.AsyncConnectionPool):
    pass


class _ProxyPool(_PoolMethods, httpcore2.AsyncHTTPProxy):
    pass


class _SocksPool(_PoolMethods, httpcore2.AsyncSOCKSProxy):
    pass


def _open_pool(server: str, *, is_secure: bool) -> httpcore2.AsyncConnectionPool:
    route = Route.from_environment(server)
    options: dict[str, Any] = {
        "ssl_context": tls_context(route, checks_hostname=True) if is_secure else None,
        "max_connections": _MAX_CONNECTIONS,
        "network_backend": AsyncioBackend(),
    }
    if route.proxy is None:
        return _Pool(**options)
    proxy = Proxy.of(route.proxy)
    if proxy.user:
        options["proxy_auth"] = (proxy.user, proxy.password)
    if proxy.scheme in ("http", "https"):
        if proxy.scheme == "https":
            if is_secure and sys.version_info < (3, 11):
                message = "a proxy that speaks TLS needs Python 3.11 for an https server in the asynchronous client"
                raise RequestError(message)
            options["proxy_ssl_context"] = tls_context(route, checks_hostname=True)
        return _ProxyPool(proxy.address, **options)
    if proxy.scheme not in ("socks5", "socks5h") or find_spec("socksio") is None:
        message = "the asynchronous client supports SOCKS 5 only, and needs socksio for it: pip install 'httpx2[socks]'"
        raise RequestError(message)
    return _SocksPool(proxy.address, **options)
