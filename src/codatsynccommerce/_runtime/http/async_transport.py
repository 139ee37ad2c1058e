"""Sending without blocking: over connections of the client's own, or through the caller's `httpx2.AsyncClient`.

Both use httpx2, whose engine httpcore2 reports through its `trace` extension when it begins to write a request. The
rules of what is sent, read and refused are those of the synchronous transport, and bytes are read by the same code.
"""

from __future__ import annotations

import asyncio
import os
import sys
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from weakref import WeakKeyDictionary

import anyio
import httpcore2
import httpx2

from ..errors import IncompleteResponseError, RequestError, SDKError
from ..timeout import Deadline
from .async_pools import AsyncPools
from .async_reading import AsyncIncoming, NoStream, head_in, refused_head
from .async_streams import current_head
from .exceptions import causes, drop_variables, find_foreign, map_body_error, map_error
from .messages import SUCCESS, Headers, HTTPResponse, SentRequest
from .redaction import authorization_of, redact, redact_fields, without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..timeout import Timeout
    from .messages import Exchange, HTTPRequest

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


class AsyncTransport:
    """Sends over connections of its own, or through the `httpx2.AsyncClient` that the caller gave."""

    def __init__(self, client: httpx2.AsyncClient | None = None) -> None:
        """Open nothing yet.

        Arguments:
            client: The caller's client, which is never changed or closed; None to send without one.
        """
        self._client = client
        self._pools: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncPools] = WeakKeyDictionary()

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
        if self._client is None:
            _running_loop()
        attempt = _Attempt(server, server + request.path, request, headers, timeout, exchange, Deadline(timeout))
        began, elapsed, incoming = monotonic(), 0.0, None
        try:
            with anyio.move_on_after(timeout.total):
                incoming = await self._send(attempt)
                elapsed = monotonic() - began
                return await _read(incoming, elapsed, attempt, before)
        except _MISUSE as misuse:
            message = f"the request cannot be sent: {type(misuse).__name__}"
            raise RequestError(message) from None
        except SDKError:
            raise
        except BaseException as failure:  # noqa: BLE001 - raised on as it is, or as an error of ours
            if foreign := find_foreign(failure, before, _LIBRARY_ERRORS):
                drop_variables(failure, before)
                raise foreign from foreign.__cause__
            _redact_request(failure, before, attempt)
            error = failure
            if isinstance(failure, (httpcore2.ProxyError, httpx2.ProxyError)):
                error = OSError(f"Tunnel connection failed: {failure}")  # As http.client says it.
            elif isinstance(failure, _TIMEOUTS):
                error = TimeoutError()
            raise map_error(error, attempt.authorization, before, exchange, attempt.deadline) from error
        if incoming is not None and incoming.status not in SUCCESS:
            return _response(incoming, b"", elapsed, attempt)
        raise map_error(TimeoutError(), attempt.authorization, before, exchange, attempt.deadline)

    async def close(self) -> None:
        """Close the connections of the running event loop. The client of the caller stays open."""
        pools = self._pools.pop(_running_loop(), None)
        if pools is not None:
            await pools.close()

    async def _send(self, attempt: _Attempt) -> AsyncIncoming:
        """Send the request, and read the response as far as the headers."""
        if self._client is not None:
            return await _send_through(self._client, attempt)
        pools = await self._own_pools()
        try:
            return await pools.send(attempt.server, attempt.request, attempt.headers, attempt.extensions())
        except httpcore2.RemoteProtocolError:
            if not attempt.exchange.sent:  # It is the head of a proxy, which was asked for a tunnel.
                raise
            refused = refused_head(head_in(current_head.get()))
            if refused is None:
                raise
            return refused

    async def _own_pools(self) -> AsyncPools:
        """Return the connections of the running event loop and this process: no other can use them."""
        loop = _running_loop()
        pools = self._pools.get(loop)
        if pools is None or pools.process != os.getpid():
            pools = self._pools[loop] = AsyncPools()
            await pools.open()
        return pools


class _Attempt(NamedTuple):
    """What both ways of sending need."""

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


def _running_loop() -> asyncio.AbstractEventLoop:
    """Return the running event loop.

    Raises:
        errors.RequestError: None of asyncio is running.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        message = "the asynchronous client needs an event loop of asyncio, such as asyncio.run starts"
        raise RequestError(message) from None


async def _read(
    incoming: AsyncIncoming, elapsed: float, attempt: _Attempt, before: BaseException | None
) -> HTTPResponse:
    """Read the body of a response."""
    body, failure = b"", None
    try:
        body = redact(await incoming.read(attempt.deadline), attempt.authorization)
    except Exception as error:
        if find_foreign(error, before, _LIBRARY_ERRORS):
            raise
        _redact_request(error, before, attempt)
        failure = TimeoutError() if isinstance(error, _TIMEOUTS) else error
    finally:
        with anyio.CancelScope(shield=True):
            await incoming.close()
    response = _response(incoming, body, elapsed, attempt)
    # A status other than 2xx says enough, even if the body cannot be read.
    if failure is None or response.status not in SUCCESS:
        return response
    if isinstance(failure, (httpcore2.RemoteProtocolError, httpx2.RemoteProtocolError)):
        failure = IncompleteResponseError("the body of the response is broken or incomplete")
    raise map_body_error(
        failure, attempt.authorization, before, attempt.exchange, attempt.deadline, response
    ) from failure


def _response(incoming: AsyncIncoming, body: bytes, elapsed: float, attempt: _Attempt) -> HTTPResponse:
    request = attempt.request
    return HTTPResponse(
        incoming.status,
        Headers(redact_fields(incoming.fields, attempt.authorization)),
        body,
        reason=redact(incoming.reason, attempt.authorization),
        request=SentRequest(request.method, attempt.url, without_secrets(attempt.headers), request.body),
        elapsed=elapsed,
    )


async def _send_through(client: httpx2.AsyncClient, attempt: _Attempt) -> AsyncIncoming:
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
    # Private, and the only way to know: a transport that is not httpx2's own does not report what it writes.
    transport: object = cast("Any", client)._transport_for_url(request.url)  # noqa: SLF001
    exchange.sent = not isinstance(transport, httpx2.AsyncHTTPTransport)
    exchange.repeated = not isinstance(
        transport, (httpx2.AsyncHTTPTransport, httpx2.ASGITransport, httpx2.MockTransport)
    )
    try:
        response = await _copy_of(client).send(request, stream=True, auth=None, follow_redirects=False)
    except httpx2.HTTPStatusError as error:
        # An event hook has called raise_for_status: there is a response nevertheless, and httpx2 has closed it.
        response = error.response
    except _NOT_SENT:
        exchange.sent = False
        raise
    except SDKError as error:
        exchange.foreign = error
        raise
    # If a hook has read the response, its connection is another's: to read from it again would take what is theirs.
    is_open = not (response.is_closed or response.is_stream_consumed)
    return AsyncIncoming(
        response.status_code,
        response.extensions.get("reason_phrase", b""),
        response.headers.raw,
        response.stream if is_open else NoStream(),
        response.extensions.get("network_stream") if is_open else None,
        body=response.content if response.is_stream_consumed else None,
    )


def _copy_of(client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """Return a client that shares everything but cookies with the caller's, so that cookies of a server are dropped."""
    copy = cast("httpx2.AsyncClient", object.__new__(type(client)))
    vars(copy).update(vars(client))
    copy.cookies = client.cookies  # This makes a jar of its own.
    return copy


def _redact_request(error: BaseException, before: BaseException | None, attempt: _Attempt) -> None:
    """Replace the request in exceptions of httpx2 by one without headers, which hold the API key."""
    for cause in causes(error, before):
        if isinstance(cause, httpx2.RequestError):
            cause.request = httpx2.Request(attempt.request.method, attempt.url)
