"""One attempt: a request goes out, a whole answer comes back, or an error says in our own words why not."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

import requests

from ..errors import ResponseDecodeError
from ..timeout import deadline
from .exceptions import unanswered, unread
from .messages import HTTPResponse
from .own_route import OwnRoute
from .reading import hang_up, read_body
from .redaction import forget_in_headers, forget_key, without_key
from .session import SessionRoute, stood_in_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from ..timeout import Timeout
    from .messages import Exchange, HTTPRequest


class Transport(Protocol):
    """What the pipeline sends with: one attempt at a time."""

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
            errors.SDKError: No complete response arrived, or it cannot be unpacked, or nothing could be sent.
        """
        ...

    def close(self) -> Awaitable[None] | None:
        """Close the connections that the transport opened. An asynchronous transport returns an awaitable."""
        ...


class SyncTransport:
    """Sends attempts, over connections of its own or through the Session of the caller."""

    def __init__(self, session: requests.Session | None) -> None:
        """Open nothing yet: connections are made when they are needed."""
        self._session = session
        self._home = os.getpid()
        self._routes: dict[tuple[int, bool], OwnRoute | SessionRoute] = {}

    async def send(
        self, base: str, wire: HTTPRequest, headers: Mapping[str, str], limits: Timeout, exchange: Exchange
    ) -> HTTPResponse:
        """Send one request and read its answer whole.

        Arguments:
            base: Scheme and host, and a path before the API's where the server has one.
            wire: What to send.
            headers: Every header to send.
            limits: Seconds to connect, between two pieces of the answer, and in all that the call has left.
            exchange: What is known of the attempt.

        Raises:
            errors.APIConnectionError: No whole answer came. `maybe_applied` says whether the request may have got out.
            errors.ResponseDecodeError: The answer cannot be unpacked.
            errors.RequestError: The address or a header cannot be used. Nothing was sent.
        """
        until = monotonic() + limits.total
        before = sys.exc_info()[1]
        route = self._route(base)
        exchange.sent = True
        exchange.repeated = route.repeats(base)
        with deadline(until, limits.read):
            try:
                response = _answer(route, base + wire.path, wire, headers, (limits.connect, limits.read))
            except Exception as problem:
                over = monotonic() >= until
                failed = unanswered(problem, headers, before, over=over, repeated=exchange.repeated)
                exchange.sent = failed.maybe_applied or isinstance(failed, ResponseDecodeError)
                raise failed from problem
            body, broken = b"", None
            if response.status_code < 200:  # noqa: PLR2004 - only announced: the answer would be taken for the next one
                hang_up(response)
            try:
                body = read_body(response, until)
            except Exception as problem:  # noqa: BLE001 - told below, once the connection is closed
                broken = problem
            finally:
                response.close()
        forget_in_headers(response.headers, headers)
        reply = _reply(response, body)
        # Any status but 2xx says enough, whatever has become of the body.
        if broken is None or not 200 <= reply.status < 300:  # noqa: PLR2004 - the class of statuses
            return reply
        raise unread(broken, headers, before, without_key(reply, headers), over=monotonic() >= until) from broken

    def close(self) -> None:
        """Close our own connections. The Session of the caller stays open."""
        for place in [one for one in list(self._routes) if one[0] == os.getpid()]:
            route = self._routes.pop(place, None)
            if route is not None:
                route.close()

    def _route(self, base: str) -> OwnRoute | SessionRoute:
        # Where somebody stands in for requests, in a test or to trace what is sent, even our own calls go through it.
        place = os.getpid(), self._session is not None or stood_in_for()
        return self._routes.get(place) or self._routes.setdefault(place, self._open(base, *place))

    def _open(self, base: str, process: int, through_session: bool) -> OwnRoute | SessionRoute:  # noqa: FBT001 - as it is kept
        """Make a way out. Of two threads that do so at once, one throws away what it made, with nothing opened yet.

        A fork must not share sockets with its parent: two processes would read each other's answers.
        """
        for parent in [one for one in list(self._routes) if one[0] != process]:
            self._routes.pop(parent, None)
        if not through_session:
            return OwnRoute(base)
        return SessionRoute(self._session or requests.Session(), base, forked=process != self._home)


def _answer(
    route: OwnRoute | SessionRoute,
    url: str,
    wire: HTTPRequest,
    headers: Mapping[str, str],
    timeout: tuple[float, float],
) -> requests.Response:
    try:
        return route.send(url, wire, headers, timeout)
    except requests.HTTPError as error:
        # A hook of the caller's Session may call raise_for_status. The answer is there all the same.
        if error.response is None:
            raise
        return error.response


def _reply(response: Any, body: bytes) -> HTTPResponse:
    # The body has been read past requests, so it is put where requests keeps it: `.text` and `.json()` go on working.
    response._content = body  # noqa: SLF001
    response._content_consumed = True  # noqa: SLF001
    forget_key(response)
    return HTTPResponse(response.status_code, response.headers, body, response)
