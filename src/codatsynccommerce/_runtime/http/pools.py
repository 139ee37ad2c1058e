"""Pools of connections: how each server is reached, and one exchange over a connection that is free."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING, Any, Union, cast

from urllib3 import PoolManager, ProxyManager
from urllib3.exceptions import ClosedPoolError
from urllib3.util import make_headers

from ..errors import RequestError
from ..timeout import Deadline
from .connections import POOL_CLASSES, ConnectionMethods, Pool, SecurePool
from .exceptions import drop_variables, find_foreign, map_body_error, map_error
from .messages import SUCCESS, Headers, HTTPResponse, SentRequest
from .redaction import RedactedStr, authorization_of, redact, redact_fields, without_secrets
from .routes import Proxy, tls_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..timeout import Timeout
    from .messages import Exchange, HTTPRequest
    from .reading import IncomingResponse
    from .routes import Route

AnyPool = Union[Pool, SecurePool]

_MAX_IDLE = 64
"""Connections that are kept for later calls. More may be in use at a time."""


class ConnectionPools:
    """Pools of connections, one for each server and route."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._pools: dict[tuple[int, str, Route], AnyPool] = {}

    def send(
        self,
        url: str,
        request: HTTPRequest,
        headers: Mapping[str, str],
        timeout: Timeout,
        exchange: Exchange,
        route: Route,
    ) -> HTTPResponse:
        """Send one request and read its response to the end.

        Arguments:
            url: Address with path and query.
            request: The request; its path is not read.
            headers: Every header of it.
            timeout: Limits of the attempt.
            exchange: Keeps what is known of the attempt.
            route: How to reach the server.

        Raises:
            errors.SDKError: No complete response arrived, or it cannot be decompressed, or nothing could be sent.
        """
        before = sys.exc_info()[1]
        deadline = Deadline(timeout)
        began = monotonic()
        authorization = authorization_of(headers)
        try:
            pool, target, connection = self._acquire(url, route)
            try:
                connection.begin(deadline, exchange)
                pool.connect(connection, timeout.connect)
                incoming = connection.exchange(request.method, target, pool.add_proxy_headers(headers), request.body)
                elapsed = monotonic() - began
                body, failure = _read_body(incoming, authorization)
            except BaseException:
                connection.close()
                raise
        except BaseException as error:
            if foreign := find_foreign(error, before):
                drop_variables(error, before)
                raise foreign from foreign.__cause__
            raise map_error(error, authorization, before, exchange, deadline) from error
        if failure is None and incoming.is_reusable:
            pool.release(connection)
        else:
            connection.close()
        fields = [(name, str(value)) for name, value in incoming.msg.items()]
        response = HTTPResponse(
            incoming.status,
            Headers(redact_fields(fields, authorization)),
            body,
            reason=redact(incoming.reason, authorization),
            request=SentRequest(request.method, url, without_secrets(headers), request.body),
            elapsed=elapsed,
        )
        # A status other than 2xx says enough, even if the body cannot be read.
        if failure is None or response.status not in SUCCESS:
            return response
        raise map_body_error(failure, authorization, before, exchange, deadline, response) from failure

    def close(self) -> None:
        """Close the connections of this process that are not in use."""
        for key in [key for key in list(self._pools) if key[0] == os.getpid()]:
            pool = self._pools.pop(key, None)
            if pool is not None:
                pool.close()

    def _acquire(self, url: str, route: Route) -> tuple[AnyPool, str, ConnectionMethods]:
        while True:
            pool, target = self._pool(url, route)
            with suppress(ClosedPoolError):  # Another thread has called `close`: the next pool is a new one.
                return pool, target, pool.acquire()

    def _pool(self, url: str, route: Route) -> tuple[AnyPool, str]:
        """Return the pool for an address, and the target of the request line.

        A fork must not share sockets with its parent: two processes would read each other's responses. The pools of
        the parent stay where they are, untouched: to drop them would run finalizers that may wait for a lock which a
        thread of the parent held.
        """
        start = url.index("://") + 3
        end = url.find("/", start)
        origin, target = (url, "/") if end < 0 else (url[:end], url[end:])
        key = os.getpid(), origin, route
        # If two threads open a pool at once, one drops its own, which has no connection yet.
        pool = self._pools.get(key) or self._pools.setdefault(key, _open_pool(origin, route))
        return pool, url if pool.forwards else target


def _read_body(incoming: IncomingResponse, authorization: str) -> tuple[bytes, Exception | None]:
    """Return the body without the API key, and what ended it too early."""
    try:
        return redact(incoming.read_body(), authorization), None
    except Exception as error:
        if find_foreign(error, None):
            raise
        return b"", error


def _open_pool(origin: str, route: Route) -> AnyPool:
    """Return a pool for a server. It opens no connection yet.

    Raises:
        errors.RequestError: The proxy or the certificates cannot be used.
    """
    is_secure = origin.lower().startswith("https:")
    options: dict[str, Any] = {"maxsize": _MAX_IDLE}
    if route.proxy is None:
        if is_secure:
            options.update(_tls_options(route))
        manager = PoolManager(**options)
        manager.pool_classes_by_scheme = POOL_CLASSES
    else:
        manager = _proxy_manager(Proxy.of(route.proxy), route, options, is_secure=is_secure)
    pool = cast("AnyPool", manager.connection_from_url(origin))
    pool.is_tunnel = is_secure and pool.proxy is not None
    return pool


def _proxy_manager(proxy: Proxy, route: Route, options: dict[str, Any], *, is_secure: bool) -> PoolManager:
    """Return what makes the pools for servers behind a proxy."""
    if is_secure or proxy.scheme == "https":
        options.update(_tls_options(route))
    if proxy.scheme.startswith("socks"):
        if find_spec("socks") is None:
            message = "a SOCKS proxy needs PySocks: pip install 'codatsynccommerce[socks]'"
            raise RequestError(message)
        from .socks import SocksManager  # noqa: PLC0415 - PySocks is optional

        return SocksManager(proxy.address, proxy.user or None, proxy.password or None, **options)
    if proxy.scheme == "https":
        options["proxy_ssl_context"] = tls_context(route)
    if proxy.user:
        options["proxy_headers"] = make_headers(proxy_basic_auth=RedactedStr(f"{proxy.user}:{proxy.password}"))
    manager = ProxyManager(proxy.address, **options)
    manager.pool_classes_by_scheme = POOL_CLASSES
    return manager


def _tls_options(route: Route) -> dict[str, object]:
    return {"cert_reqs": "CERT_REQUIRED" if route.verify else "CERT_NONE", "ssl_context": tls_context(route)}
