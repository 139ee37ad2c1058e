"""Sending without blocking: over connections of the client's own, or through the caller's `httpx2.AsyncClient`.

Both stand on httpx2, whose engine httpcore2 tells, by its `trace` extension, when it begins to write a request. What
is sent, read and refused follows the rules of the synchronous transport, and the same code wherever bytes are read.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from email.message import Message
from http.client import HTTPException, parse_headers
from importlib.util import find_spec
from io import BytesIO
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import anyio
import httpcore2
import httpx2

from ..errors import IncompleteResponseError, RequestError, ResponseDecodeError, SDKError
from ..timeout import Deadline
from .async_streams import AsyncioBackend, current_head
from .exceptions import drop_variables, find_foreign, map_body_error, map_error
from .messages import SUCCESS, Headers, HTTPResponse, SentRequest
from .reading import BROKEN_HEADERS, MAX_BODY_BYTES, check_framing, too_large, unpack
from .redaction import authorization_of, redact, redact_fields, without_secrets
from .routes import Proxy, Route, tls_context

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping

    from ..timeout import Timeout
    from .messages import Exchange, HTTPRequest

_MAX_CONNECTIONS = 100
"""Connections to one server. More calls wait for one that is free."""
_LIBRARY_ERRORS = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.TimeoutException,
    httpcore2.UnsupportedProtocol,
    httpx2.TransportError,
)
_TIMEOUTS = (httpcore2.TimeoutException, httpx2.TimeoutException)
_MISUSE = (httpcore2.UnsupportedProtocol, httpx2.UnsupportedProtocol, httpx2.InvalidURL)
_NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
_MAX_HEADERS = 100
_MAX_LINE = 65_536
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3})((?: [^\r\n]*)?)\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d")
_FRAMING = re.compile(rb"^(content-length|transfer-encoding):([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_WITHOUT_BODY = frozenset({101, 204, 304})


class AsyncTransport:
    """Sends over connections of its own, or through the `httpx2.AsyncClient` that the caller gave."""

    def __init__(self, client: httpx2.AsyncClient | None = None) -> None:
        """Open nothing yet.

        Arguments:
            client: The caller's client, which is never changed or closed; None to send without one.
        """
        self._client = client
        self._pools: WeakKeyDictionary[asyncio.AbstractEventLoop, _Pools] = WeakKeyDictionary()

    async def send(
        self,
        server: str,
        request: HTTPRequest,
        headers: Mapping[str, str],
        timeout: Timeout,
        exchange: Exchange,
    ) -> HTTPResponse:
        """Send one request and read its response to the end. See `Transport.send`."""
        before = sys.exc_info()[1]
        attempt = _Attempt(server, server + request.path, request, headers, timeout, exchange, Deadline(timeout))
        try:
            with anyio.move_on_after(timeout.total):
                return await self._exchange(attempt, before)
        except _MISUSE as misuse:
            message = f"the request cannot be sent: {type(misuse).__name__}"
            raise RequestError(message) from None
        except SDKError:
            raise
        except BaseException as failure:  # noqa: BLE001 - raised on as it is, or as an error of ours
            if foreign := find_foreign(failure, before, _LIBRARY_ERRORS):
                drop_variables(failure, before)
                raise foreign from foreign.__cause__
            _redact_request(failure, attempt)
            error = failure
            if isinstance(failure, (httpcore2.ProxyError, httpx2.ProxyError)):
                error = OSError(f"Tunnel connection failed: {failure}")  # As http.client says it.
            elif isinstance(failure, _TIMEOUTS):
                error = TimeoutError()
            raise map_error(error, attempt.authorization, before, exchange, attempt.deadline) from error
        raise map_error(TimeoutError(), attempt.authorization, before, exchange, attempt.deadline)

    async def close(self) -> None:
        """Close the connections of the running event loop. The client of the caller stays open."""
        pools = self._pools.pop(asyncio.get_running_loop(), None)
        if pools is not None:
            await pools.close()

    async def _exchange(self, attempt: _Attempt, before: BaseException | None) -> HTTPResponse:
        began = monotonic()
        if self._client is None:
            pools = await self._own_pools()
            try:
                incoming = await pools.send(attempt)
            except httpcore2.RemoteProtocolError:
                refused = _refused_head(_raw_head(current_head.get()))
                if refused is None:
                    raise
                incoming = refused
        else:
            incoming = await _send_through(self._client, attempt)
        elapsed = monotonic() - began
        body, failure = b"", None
        try:
            body = redact(await incoming.read(), attempt.authorization)
        except Exception as error:
            if find_foreign(error, before, _LIBRARY_ERRORS):
                raise
            _redact_request(error, attempt)
            failure = TimeoutError() if isinstance(error, _TIMEOUTS) else error
        finally:
            with anyio.CancelScope(shield=True):
                await incoming.close()
        request = attempt.request
        response = HTTPResponse(
            incoming.status,
            Headers(redact_fields(incoming.fields, attempt.authorization)),
            body,
            reason=redact(incoming.reason, attempt.authorization),
            request=SentRequest(request.method, attempt.url, without_secrets(attempt.headers), request.body),
            elapsed=elapsed,
        )
        # Any status but 2xx says enough, whatever has become of the body.
        if failure is None or response.status not in SUCCESS:
            return response
        if isinstance(failure, (httpcore2.RemoteProtocolError, httpx2.RemoteProtocolError)):
            failure = IncompleteResponseError("the body of the response is broken or incomplete")
        raise map_body_error(
            failure, attempt.authorization, before, attempt.exchange, attempt.deadline, response
        ) from failure

    async def _own_pools(self) -> _Pools:
        """Return the connections of the running event loop and this process: no other can use them."""
        loop = asyncio.get_running_loop()
        pools = self._pools.get(loop)
        if pools is None or pools.process != os.getpid():
            pools = self._pools[loop] = _Pools()
            await pools.open()
        return pools


class _Attempt(NamedTuple):
    """What both ways of sending need to know."""

    server: str
    url: str
    request: HTTPRequest
    headers: Mapping[str, str]
    timeout: Timeout
    exchange: Exchange
    deadline: Deadline

    @property
    def authorization(self) -> str:
        """The Authorization header, whose key is taken out of everything that comes back."""
        return authorization_of(self.headers)

    def extensions(self) -> dict[str, Any]:
        """Return what tells httpcore2 the time limits, and this package what is written."""
        exchange, limits = self.exchange, self.timeout

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            # The request that asks a proxy for a tunnel is not the request itself.
            if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
                exchange.sent = True

        timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": None}
        return {"timeout": timeouts, "trace": trace}


class _Pools:
    """The connections of one event loop, by server."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self.process = os.getpid()
        self._servers: dict[str, _Server] = {}
        self._keeper = self._close_at_end()

    async def open(self) -> None:
        """Have the connections closed when the event loop ends, or when nobody holds them any more.

        An event loop closes the asynchronous generators that are still open when it ends.
        """
        await self._keeper.__anext__()

    async def close(self) -> None:
        """Close every connection."""
        await self._keeper.aclose()

    async def send(self, attempt: _Attempt) -> _Incoming:
        """Send a request, and read its response as far as the headers."""
        server = self._servers.get(attempt.server)
        if server is None:
            server = self._servers[attempt.server] = _Server.open(attempt.server)
        body = attempt.request.body
        headers = [("Host", server.host), *attempt.headers.items()]
        if body is not None or attempt.request.method != "GET":
            headers.append(("Content-Length", str(len(body or b""))))
        request = httpcore2.Request(
            attempt.request.method,
            server.url(attempt.url),
            headers=headers,
            content=body,
            extensions=attempt.extensions(),
        )
        response = await server.pool.handle_async_request(request)
        extensions = cast("dict[str, Any]", cast("Any", response).extensions)
        return _Incoming(
            response.status,
            extensions.get("reason_phrase", b""),
            response.headers,
            cast("AsyncIterable[bytes]", response.stream),
            extensions.get("network_stream"),
            raw_head=_raw_head(current_head.get()),
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


class _Incoming:
    """A response whose headers have been read.

    Attributes:
        status: HTTP status.
        reason: The words after the status.
        fields: Name and value of each header line.
    """

    def __init__(
        self,
        status: int,
        reason: bytes,
        headers: Iterable[tuple[bytes, bytes]],
        stream: Any,
        connection: Any,
        *,
        raw_head: bytes = b"",
        is_broken: bool = False,
    ) -> None:
        """Keep the head.

        Arguments:
            status: HTTP status.
            reason: The words after the status.
            headers: Name and value of each header line.
            stream: The body as it comes, packed, with a coroutine function `aclose`.
            connection: The network stream below it, None if there is none.
            raw_head: The head as it came, empty if that is not known. httpcore2 joins what disagrees in it.
            is_broken: Whether the head cannot be read further than the status.
        """
        self.status = status
        self.reason = reason.decode("iso-8859-1")
        self.fields = [(name.decode("iso-8859-1"), value.decode("iso-8859-1")) for name, value in headers]
        self._stream = stream
        self._connection = connection
        self._raw_head = raw_head
        self._is_broken = is_broken

    async def read(self) -> bytes:
        """Read the body and unpack it.

        Raises:
            errors.ResponseDecodeError: It is too large or cannot be decompressed, or its headers leave its end open.
        """
        # The limits are those of http.client.
        longest = max(map(len, (self.reason, *map("".join, self.fields))))
        if len(self.fields) > _MAX_HEADERS or longest > _MAX_LINE:
            message = "a head that is too long"
            raise httpcore2.RemoteProtocolError(message)
        check_framing(self._framing(), self.status)
        if self._is_broken:
            raise ResponseDecodeError(BROKEN_HEADERS, self.status)
        if self.status in _WITHOUT_BODY:
            return b""
        pieces: list[bytes] = []
        size = 0
        async for piece in self._stream:
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BODY_BYTES:
                raise too_large()
        if self._connection is not None and _has_more(self._stream):
            # Bytes after the end would be taken for the next response. The pool drops a connection that is closed.
            await self._connection.aclose()
        coding = next((value for name, value in self.fields if name.lower() == "content-encoding"), None)
        return unpack(pieces, coding)

    def _framing(self) -> Message:
        """Return the headers that say where the body ends."""
        framing = Message()
        framing_fields = [
            (name.decode("ascii"), value.decode("iso-8859-1")) for name, value in _FRAMING.findall(self._raw_head)
        ]
        for name, value in framing_fields or self.fields:
            framing[name] = value.strip()
        return framing

    async def close(self) -> None:
        """Return the connection to its pool, or close it if the body was not read to its end."""
        await self._stream.aclose()


class _NoStream:
    """The body of a response that was closed before it could be read."""

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        for piece in (b"",):
            yield piece

    async def aclose(self) -> None:
        pass


async def _send_through(client: httpx2.AsyncClient, attempt: _Attempt) -> _Incoming:
    """Send through the caller's client, and read the response as far as the headers."""
    if client.is_closed:
        message = "the httpx2.AsyncClient that was given as client= is closed"
        raise RequestError(message)
    request = client.build_request(
        attempt.request.method,
        attempt.url,
        headers=dict(attempt.headers),
        content=attempt.request.body,
        extensions=attempt.extensions(),
    )
    exchange = attempt.exchange
    # Private, and the only place that knows: a transport that is not httpx2's own does not say what it writes.
    transport: object = cast("Any", client)._transport_for_url(request.url)  # noqa: SLF001
    exchange.sent = not isinstance(transport, httpx2.AsyncHTTPTransport)
    exchange.repeated = not isinstance(
        transport, (httpx2.AsyncHTTPTransport, httpx2.ASGITransport, httpx2.MockTransport)
    )
    try:
        response = await _copy_of(client).send(request, stream=True, auth=None, follow_redirects=False)
    except httpx2.HTTPStatusError as error:
        # An event hook has called raise_for_status: the response is there all the same, and httpx2 has closed it.
        response = error.response
        return _Incoming(response.status_code, b"", response.headers.raw, _NoStream(), None)
    except _NOT_SENT:
        exchange.sent = False
        raise
    return _Incoming(
        response.status_code,
        response.extensions.get("reason_phrase", b""),
        response.headers.raw,
        response.stream,
        response.extensions.get("network_stream"),
    )


def _copy_of(client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """Return a client that shares everything with the caller's but the cookies, so that those of a server are lost."""
    copy = cast("httpx2.AsyncClient", object.__new__(type(client)))
    vars(copy).update(vars(client), _cookies=httpx2.Cookies(client.cookies))
    return copy


def _open_pool(server: str, *, is_secure: bool) -> httpcore2.AsyncConnectionPool:
    route = Route.from_environment(server)
    options: dict[str, Any] = {
        "ssl_context": tls_context(route, checks_hostname=True) if is_secure else None,
        "max_connections": _MAX_CONNECTIONS,
        "network_backend": AsyncioBackend(),
    }
    if route.proxy is None:
        return httpcore2.AsyncConnectionPool(**options)
    proxy = Proxy.of(route.proxy)
    if proxy.user:
        options["proxy_auth"] = (proxy.user, proxy.password)
    if proxy.scheme in ("http", "https"):
        if proxy.scheme == "https":
            if is_secure and sys.version_info < (3, 11):
                message = "a proxy that speaks TLS needs Python 3.11 for an https server in the asynchronous client"
                raise RequestError(message)
            options["proxy_ssl_context"] = tls_context(route, checks_hostname=True)
        return httpcore2.AsyncHTTPProxy(proxy.address, **options)
    if proxy.scheme not in ("socks5", "socks5h") or find_spec("socksio") is None:
        message = "the asynchronous client supports SOCKS 5 only, and needs socksio for it: pip install 'httpx2[socks]'"
        raise RequestError(message)
    return httpcore2.AsyncSOCKSProxy(proxy.address, **options)


def _has_more(stream: object) -> bool:
    """Return whether bytes have arrived after the end of a response.

    Only the parser of the connection knows, and nothing public leads to it.
    """
    for name in ("_httpcore_stream", "_stream", "_connection", "_h11_state"):
        stream = getattr(stream, name, stream)
    return bool(getattr(stream, "trailing_data", (b"", False))[0])


def _raw_head(received: bytearray | None) -> bytes:
    """Return the head of the response in what has arrived, without interim responses; empty if it is incomplete."""
    head, separator, rest = bytes(received or b"").partition(b"\r\n\r\n")
    while separator and _INTERIM.match(head):
        head, separator, rest = rest.partition(b"\r\n\r\n")
    return head + separator if separator else b""


def _refused_head(head: bytes) -> _Incoming | None:
    """Return the response whose head httpcore2 refuses, as far as its status; None if not even that can be read."""
    match = _STATUS_LINE.match(head)
    if match is None:
        return None
    try:
        message = parse_headers(BytesIO(head[match.end() :]))
    except HTTPException:
        return None
    fields = [
        (name.encode("iso-8859-1"), str(value).encode("iso-8859-1", "replace")) for name, value in message.items()
    ]
    return _Incoming(int(match[1]), match[2].strip(), fields, _NoStream(), None, raw_head=head, is_broken=True)


def _redact_request(error: BaseException | None, attempt: _Attempt) -> None:
    """Replace the request in exceptions of httpx2 by one without headers, which hold the API key."""
    while error is not None:
        if isinstance(error, httpx2.RequestError):
            error.request = httpx2.Request(attempt.request.method, attempt.url)
        error = error.__cause__ or error.__context__
