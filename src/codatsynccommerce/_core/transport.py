"""One attempt: a request goes out, a whole answer comes back, or an error says in our own words why not."""

from __future__ import annotations

import os
import ssl
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

import requests
from requests.models import PreparedRequest
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import ConnectTimeoutError, InvalidHeader, NewConnectionError, ProxyError, ReadTimeoutError

from . import errors
from .body import read_body
from .connection import deadline
from .reply import Reply
from .route import OwnRoute, SessionRoute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .options import Timeout
    from .reply import Wire

_MISUSE = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidProxyURL,
)
_NOT_SENT = (NewConnectionError, ConnectTimeoutError, ProxyError, ssl.SSLCertVerificationError)


class Transport:
    """Sends attempts, over connections of its own or through the Session of the caller."""

    def __init__(self, session: requests.Session | None) -> None:
        """Open nothing yet: connections are made when they are needed."""
        self._session = session
        self._route: OwnRoute | SessionRoute | None = None
        self._process = 0

    def send(self, base: str, wire: Wire, headers: Mapping[str, str], limits: Timeout) -> Reply:
        """Send one request and read its answer whole.

        Arguments:
            base: Scheme and host, and a path before the API's where the server has one.
            wire: What to send.
            headers: Every header to send.
            limits: Seconds to connect, between two pieces of the answer, and in all that the call has left.

        Raises:
            errors.APIConnectionError: No whole answer came. `maybe_applied` says whether the request may have got out.
            errors.ResponseDecodeError: The answer cannot be unpacked.
            errors.RequestError: The address or a header cannot be used. Nothing was sent.
        """
        timeout = (limits.connect, limits.read)
        until = monotonic() + limits.total
        response: requests.Response | None = None
        try:
            with deadline(until, timeout[1]):
                response = self._answer(base, wire, headers, timeout)
                body = read_body(response, until)
        except errors.SDKError as error:
            error.maybe_applied = True
            raise
        except Exception as problem:
            raise _error(problem, over=monotonic() >= until) from problem
        finally:
            if response is not None:
                response.close()
        return _reply(response, body)

    def close(self) -> None:
        """Close our own connections. The Session of the caller stays open."""
        if self._route is not None:
            self._route.close()
            self._route = None

    def _answer(
        self, base: str, wire: Wire, headers: Mapping[str, str], timeout: tuple[float, float]
    ) -> requests.Response:
        # A fork must not share sockets with its parent: two processes would read each other's answers.
        if self._route is None or self._process != os.getpid():
            self._process = os.getpid()
            self._route = OwnRoute(base) if self._session is None else SessionRoute(self._session, base)
        try:
            return self._route.send(base + wire.path, wire, headers, timeout)
        except requests.HTTPError as error:
            # A hook of the caller's Session may call raise_for_status. The answer is there all the same.
            if error.response is None:
                raise
            return error.response


def _reply(response: Any, body: bytes) -> Reply:
    # The body has been read past requests, so it is put where requests keeps it: `.text` and `.json()` go on working.
    response._content = body  # noqa: SLF001
    response._content_consumed = True  # noqa: SLF001
    _forget_key(response)
    return Reply(response.status_code, response.headers, body, response)


def _forget_key(response: requests.Response) -> None:
    """Give the answer a copy of its request without the key, for answers are logged and pickled."""
    sent = cast("Any", response.request)
    if sent is not None:
        shown = PreparedRequest()
        shown.method, shown.url, shown.body, shown.hooks = sent.method, sent.url, sent.body, {"response": []}
        shown.headers = CaseInsensitiveDict({k: v for k, v in sent.headers.items() if k.lower() != "authorization"})
        response.request = shown


def _error(problem: Exception, *, over: bool) -> errors.SDKError:
    """Say in our own words what went wrong below."""
    causes = list(_causes(problem))

    def some(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    error: errors.SDKError
    if some(InvalidHeader):
        error = errors.ResponseDecodeError("the headers of the answer disagree on its length")
    elif some(*_MISUSE):
        return errors.RequestError(f"the request cannot be sent: {type(problem).__name__}")
    elif over or some(TimeoutError, requests.Timeout, ReadTimeoutError):
        error = errors.APITimeoutError(f"no whole answer in time ({_named(causes)})")
    else:
        error = errors.APIConnectionError(f"the connection failed ({_named(causes)})")
        error.transient = not some(ssl.SSLCertVerificationError)
    error.maybe_applied = not some(*_NOT_SENT)
    return error


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    """Give an exception and all that it wraps, each library in its own way."""
    while problem is not None:
        yield problem
        inner = [getattr(problem, "reason", None), *problem.args, problem.__cause__, problem.__context__]
        problem = next((one for one in inner if isinstance(one, BaseException)), None)


def _named(causes: list[BaseException]) -> str:
    innermost = causes[-1]
    # Only the words of the operating system are shown: those of a library may hold the address of a proxy, key and all.
    words = f": {innermost.strerror}" if isinstance(innermost, OSError) and innermost.strerror else ""
    return type(innermost).__name__ + words
