"""What the pipeline sends with: one attempt at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from .interception import is_adapter_replaced, replaced_session_methods

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from ..timeout import Timeout
    from .messages import Exchange, HTTPRequest, HTTPResponse
    from .pools import ConnectionPools
    from .routes import Route
    from .session import SessionRoute


class Transport(Protocol):
    """Sends requests, one attempt at a time, and reads their responses."""

    async def send(
        self, server: str, request: HTTPRequest, headers: Mapping[str, str], timeout: Timeout, exchange: Exchange
    ) -> HTTPResponse:
        """Send one request and read its response to the end.

        Arguments:
            server: Scheme, host and any path before the API's.
            request: The request.
            headers: Every header of it.
            timeout: Seconds to connect, between two pieces of the response, and left of the whole call.
            exchange: Keeps what is known of the attempt, also when an exception ends it.

        Raises:
            errors.SDKError: No complete response arrived, or it cannot be decompressed, or nothing could be sent.
        """
        ...

    def close(self) -> Awaitable[None] | None:
        """Close the connections that the transport opened. An asynchronous transport returns an awaitable."""
        ...


class SyncTransport:
    """Sends over connections of its own, or through the Session that the caller gave.

    Its coroutines block and never suspend. Nothing that sends is loaded before the first request.
    """

    def __init__(self, session: Any = None) -> None:
        """Open nothing yet.

        Arguments:
            session: A `requests.Session`, or another object with its `request` method; None to send without one.
        """
        self._session = session
        self._pools: ConnectionPools | None = None
        self._session_route: SessionRoute | None = None
        self._routes: dict[str, Route] = {}

    @property
    def session(self) -> object:
        """The Session that the caller gave, or None."""
        return self._session

    async def send(
        self, server: str, request: HTTPRequest, headers: Mapping[str, str], timeout: Timeout, exchange: Exchange
    ) -> HTTPResponse:
        """Send one request and read its response to the end. See `Transport.send`."""
        if self._session is not None or replaced_session_methods() or is_adapter_replaced():
            return self._through_session().send(server, request, headers, timeout, exchange)
        pools, route = self._directly(server)
        return pools.send(server + request.path, request, headers, timeout, exchange, route)

    def close(self) -> None:
        """Close our own connections. The Session of the caller stays open."""
        for opened in (self._pools, self._session_route):
            if opened is not None:
                opened.close()

    def _directly(self, server: str) -> tuple[ConnectionPools, Route]:
        # The later of two threads drops its own, which has opened nothing yet.
        if self._pools is None or server not in self._routes:
            from .pools import ConnectionPools
            from .routes import Route

            self._routes.setdefault(server, Route.from_environment(server))
            self._pools = self._pools or ConnectionPools()
        return self._pools, self._routes[server]

    def _through_session(self) -> SessionRoute:
        if self._session_route is None:
            import requests

            from .session import SessionRoute

            self._session_route = SessionRoute(requests.Session() if self._session is None else self._session)
        return self._session_route
