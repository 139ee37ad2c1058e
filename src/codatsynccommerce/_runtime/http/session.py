"""Sending through the caller's `requests.Session`, or another object with a `request` method.

A Session is used as `requests` documents it and never changed: cookies that the server sets go to a jar that is thrown
away. Its settings win over the environment. Where it has only the adapters that every Session begins with, the request
travels over connections of the client's own, which keep the deadline and record what was sent.
"""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import requests
from requests import hooks as request_hooks
from requests.adapters import BaseAdapter
from requests.cookies import RequestsCookieJar
from requests.structures import CaseInsensitiveDict
from requests.utils import select_proxy
from urllib3.exceptions import InvalidHeader

from ..errors import APITimeoutError, RequestError, SDKError
from ..timeout import Deadline
from .exceptions import drop_variables, find_foreign, map_body_error, map_error
from .interception import is_adapter_replaced, replaced_session_methods
from .messages import INTERIM, SUCCESS, Exchange, Headers, HTTPRequest, HTTPResponse, SentRequest
from .reading import read_raw_body
from .redaction import RedactedStr, authorization_of, redact, redact_fields, redact_request, without_secrets
from .routes import Proxy, Route
from .session_settings import adapter_for, is_usual, leave_connections_to_parent, may_repeat, own_methods

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests.models import PreparedRequest

    from ..timeout import Timeout
    from .pools import ConnectionPools

_MISUSE = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidProxyURL,
)


class SessionRoute:
    """Sends through one Session."""

    def __init__(self, session: Any) -> None:
        """Keep the Session; open nothing yet."""
        self._session = session
        self._opened: ConnectionPools | None = None
        self._process = os.getpid()
        self._environment: dict[str, Route] = {}

    def send(
        self, server: str, request: HTTPRequest, headers: Mapping[str, str], timeout: Timeout, exchange: Exchange
    ) -> HTTPResponse:
        """Send one request and read its response to the end. See `Transport.send`."""
        session = self._session
        url, authorization = server + request.path, authorization_of(headers)
        attempt = _Attempt(server, url, request, headers, timeout, exchange, authorization, is_adapter_replaced())
        if os.getpid() != self._process:
            leave_connections_to_parent(session)
            # Noted last: until then, another thread must not take a connection of the parent.
            self._process = os.getpid()
        if not issubclass(type(session), requests.Session):
            exchange.sent = exchange.repeated = True  # It is unknown what it does.
            return _send_through(session.request, attempt, None, auth=None)
        adapter = None
        if not (own_methods(session) or replaced_session_methods()):
            adapter = adapter_for(session, url)
        if is_usual(adapter) and not attempt.is_adapter_replaced:
            return self._send_directly(session, attempt)
        if adapter is None or session.params or session.cookies:
            return self._send_by_copy(session, attempt)
        return self._send_by_adapter(session, adapter, attempt)

    def close(self) -> None:
        """Close the client's own connections. The Session is the caller's and stays open."""
        if self._opened is not None:
            self._opened.close()

    @property
    def _pools(self) -> ConnectionPools:
        # While a recorder stands in for urllib3's connections, ours cannot be made.
        from .pools import ConnectionPools  # noqa: PLC0415

        self._opened = self._opened or ConnectionPools()
        return self._opened

    def _send_directly(self, session: requests.Session, attempt: _Attempt) -> HTTPResponse:
        """Do what the Session does, less what it reads from files and the environment on each call."""
        if session.params or session.cookies:
            prepared = _prepare(_copy_of(session, {}), attempt)
            attempt = attempt._replace(url=cast("str", prepared.url), headers=prepared.headers)
        else:
            attempt = attempt._replace(headers=_merge_headers(session, attempt))
        route = self._route(session, attempt)
        response = self._pools.send(
            attempt.url, attempt.request, attempt.headers, attempt.timeout, attempt.exchange, route
        )
        return _call_hooks(session, attempt, response, route) if any(session.hooks.values()) else response

    def _send_by_adapter(self, session: requests.Session, adapter: BaseAdapter, attempt: _Attempt) -> HTTPResponse:
        """Do what the Session does with an adapter that the caller mounted."""
        attempt = attempt._replace(headers=_as_plain_text(_merge_headers(session, attempt), attempt))
        route = self._checked_route(session, attempt)
        attempt.exchange.sent = True  # It is unknown what it does.
        attempt.exchange.repeated = may_repeat(adapter)
        response = _send_through(partial(_send_to_adapter, session, adapter, attempt, route), attempt, None)
        return _call_hooks(session, attempt, response, route) if any(session.hooks.values()) else response

    def _send_by_copy(self, session: requests.Session, attempt: _Attempt) -> HTTPResponse:
        """Let a copy of the Session send, because code of the caller or of a tool takes part in sending."""
        route = self._checked_route(session, attempt)
        usual = [prefix for prefix, adapter in session.adapters.items() if is_usual(adapter)]
        prefixes = [] if attempt.is_adapter_replaced else usual
        own = _PoolAdapter(self._pools, attempt, route) if prefixes else None
        copy = _copy_of(session, dict.fromkeys(prefixes, own))
        replaced = own_methods(session)
        adapter = None if "get_adapter" in replaced else adapter_for(copy, attempt.url)
        attempt.exchange.sent = True  # Unless our own connections know better.
        tools = replaced_session_methods()
        attempt.exchange.repeated = bool(replaced) or (adapter is not own and may_repeat(adapter))
        attempt = attempt._replace(headers=_as_plain_text(attempt.headers, attempt))
        if "request" in replaced | tools:
            return _send_through(copy.request, attempt, own, auth=_keep_authorization)
        return _send_through(partial(_send_prepared, copy, session, attempt), attempt, own)

    def _checked_route(self, session: requests.Session, attempt: _Attempt) -> Route:
        route = self._route(session, attempt)
        if route.proxy is not None:
            Proxy.of(route.proxy)  # Refused in our own words: urllib3 fails on some addresses in its code.
        return route

    def _route(self, session: requests.Session, attempt: _Attempt) -> Route:
        """Return the route to the server by the settings of the Session and of the environment."""
        around = Route()
        if session.trust_env:
            around = self._environment.get(attempt.server) or Route.from_environment(attempt.url)
            self._environment[attempt.server] = around
        proxy = (select_proxy(attempt.url, session.proxies) if session.proxies else None) or around.proxy
        verify = cast("bool | str | None", session.verify)
        return Route(
            RedactedStr(proxy) if proxy else None,
            around.verify if verify is None or verify is True else verify,
            session.cert
            if session.cert is None or isinstance(session.cert, str)
            else (session.cert[0], session.cert[1]),
        )


class _Attempt(NamedTuple):
    """What every way of sending through a Session needs."""

    server: str
    url: str
    request: HTTPRequest
    headers: Mapping[str, str]
    timeout: Timeout
    exchange: Exchange
    authorization: str
    is_adapter_replaced: bool
    """Whether a tool replaces the adapters."""

    @property
    def limits(self) -> tuple[float, float]:
        """The limits as requests takes them: to connect, and between two pieces of the response."""
        return self.timeout.connect, self.timeout.read


class _PoolAdapter(BaseAdapter):
    """Replaces, in a copy of a Session, the adapters that every Session starts with."""

    def __init__(self, pools: ConnectionPools, attempt: _Attempt, route: Route) -> None:
        super().__init__()
        self._pools = pools
        self._attempt = attempt
        self._route = route
        self.exchange = attempt.exchange
        self.count = 0
        self.error: SDKError | None = None

    def send(self, request: PreparedRequest, *_args: object, **_options: object) -> requests.Response:
        """Send over connections of the client's own."""
        self.count += 1
        self.exchange, self.error = Exchange(), None
        sent = HTTPRequest(request.method or "", "", cast("bytes | None", request.body))
        url, headers = cast("str", request.url), cast("Mapping[str, str]", request.headers)
        try:
            response = self._pools.send(url, sent, headers, self._attempt.timeout, self.exchange, self._route)
        except SDKError as error:
            # Code of the caller's that catches what requests raises must find that.
            self.error = error
            kind = requests.Timeout if isinstance(error, APITimeoutError) else requests.ConnectionError
            raise kind(error.message) from error
        raw = response.raw
        raw.request = request
        return raw

    def close(self) -> None:
        """Close nothing: the pools live longer than one attempt."""


def _send_through(
    send: Callable[..., Any], attempt: _Attempt, own: _PoolAdapter | None, **options: Any
) -> HTTPResponse:
    """Send by a function that takes what `requests.request` takes, and read the response to its end."""
    before, deadline, exchange = sys.exc_info()[1], Deadline(attempt.timeout), attempt.exchange
    authorization = attempt.authorization
    method, url, body = attempt.request.method, attempt.url, attempt.request.body
    given = {"headers": dict(attempt.headers), "timeout": attempt.limits, "allow_redirects": False, "stream": True}
    try:
        response = send(method, url, data=body, **given, **options)
    except BaseException as error:
        if isinstance(error, requests.HTTPError) and error.response is not None:
            response = error.response  # A hook has called raise_for_status: the response is there all the same.
        else:
            _note(exchange, own, error)
            # Errors of ours come out of requests as the cause of one of its own.
            if foreign := error if isinstance(error, SDKError) else find_foreign(error, before):
                exchange.foreign = foreign
                drop_variables(error, before)
                raise foreign from foreign.__cause__
            # requests calls a header of a response that urllib3 refuses by the name of one that cannot be sent.
            is_misuse = isinstance(error, _MISUSE) and not isinstance(next(iter(error.args), None), InvalidHeader)
            if is_misuse:
                exchange.sent = exchange.repeated = False
            mapped = map_error(error, authorization, before, exchange, deadline)
            message = f"the request cannot be sent: {type(error).__name__}"
            raise (RequestError(message) if is_misuse else mapped) from error
    _note(exchange, own, None)
    return _read(response, attempt, deadline, before)


def _note(exchange: Exchange, own: _PoolAdapter | None, error: BaseException | None) -> None:
    """Use what our own connections recorded, if the request went over them and they raised what ended the attempt."""
    if own is None or own.count == 0:
        return
    exchange.repeated = own.count > 1
    if error is not None and (own.error is None or own.error in (error, error.__cause__)):
        exchange.sent = own.exchange.sent or own.count > 1


def _read(response: Any, attempt: _Attempt, deadline: Deadline, before: BaseException | None) -> HTTPResponse:
    """Read a response that requests, or what passes for it, has returned."""
    authorization = attempt.authorization
    body, failure = b"", None
    _hang_up(response)
    try:
        body = redact(read_raw_body(response, deadline), authorization)
    except BaseException as error:  # noqa: BLE001 - what is not mapped is raised again
        if foreign := find_foreign(error, before):
            drop_variables(error, before)
            raise foreign from foreign.__cause__
        failure = error
    finally:
        _release(response)
    given = response.headers
    fields = [(str(name), str(given[name])) for name in given]
    redacted = redact_fields(fields, authorization)
    if redacted is not fields:
        response.headers.update(redacted)
    headers = Headers(redacted)
    reason = redact(str(getattr(response, "reason", None) or ""), authorization)
    if isinstance(response, requests.Response):
        raw = _finish(response, body, reason)
        read = HTTPResponse(response.status_code, headers, body, reason=reason, raw=raw)
    else:
        sent = SentRequest(attempt.request.method, attempt.url, without_secrets(attempt.headers), attempt.request.body)
        read = HTTPResponse(response.status_code, headers, body, reason=reason, request=sent)
    # A status other than 2xx says enough, even if the body cannot be read.
    if failure is None or read.status not in SUCCESS:
        return read
    raise map_body_error(failure, authorization, before, attempt.exchange, deadline, read) from failure


def _finish(response: requests.Response, body: bytes, reason: str) -> requests.Response:
    """Put the body where requests keeps it, so that `.text` and `.json()` work, and take the API key out."""
    response.reason = reason
    # requests has no other place for a body that has been read.
    vars(response).update(_content=body, _content_consumed=True)
    redact_request(response)
    return response


def _hang_up(response: Any) -> None:
    """Close the connection of an interim response: the response to this request would be taken for the next one."""
    connection = getattr(getattr(response, "raw", None), "connection", None)
    if response.status_code in INTERIM and connection is not None:
        connection.close()


def _release(response: Any) -> None:
    """Return the connection of a response to its pool."""
    close = getattr(response, "close", None)
    if close is not None:
        close()


def _call_hooks(session: requests.Session, attempt: _Attempt, response: HTTPResponse, route: Route) -> HTTPResponse:
    """Show the response to the hooks of the Session, which may return another."""
    raw = response.raw
    raw.request = _prepare(_copy_of(session, {}), attempt)  # The whole request, because a hook may look at it.
    settings = {"verify": route.verify, "cert": route.certificate, "proxies": session.proxies, "stream": True}
    dispatch = cast("Any", request_hooks).dispatch_hook
    try:
        shown = dispatch("response", session.hooks, raw, timeout=attempt.limits, **settings)
    except requests.HTTPError as error:
        if error.response is None:
            raise
        shown = error.response  # It has called raise_for_status: the response is there all the same.
    except SDKError as error:
        attempt.exchange.foreign = error
        raise
    finally:
        redact_request(raw)
    return response if shown is raw else _read(shown, attempt, Deadline(attempt.timeout), sys.exc_info()[1])


def _as_plain_text(headers: Mapping[str, str], attempt: _Attempt) -> Mapping[str, str]:
    """Return headers that a recorder, which stands in for adapters, can write to a file."""
    return {name: str(value) for name, value in headers.items()} if attempt.is_adapter_replaced else headers


def _merge_headers(session: requests.Session, attempt: _Attempt) -> dict[str, str]:
    """Return the headers of the Session, ours over them, without those that it sets to None."""
    ours = {name.lower() for name in attempt.headers}
    theirs = cast("Mapping[str, str | None]", session.headers)
    names = [name for name in theirs if name.lower() not in ours]
    kept = {name: value for name in names if (value := theirs[name]) is not None}
    return {**kept, **attempt.headers}


def _send_to_adapter(
    session: requests.Session,
    adapter: BaseAdapter,
    attempt: _Attempt,
    route: Route,
    *_args: object,
    **_options: object,
) -> requests.Response:
    """Send by an adapter, as the Session does with a request that it has prepared."""
    body = attempt.request.body
    prepared = requests.PreparedRequest()
    prepared.method, prepared.url, prepared.body = attempt.request.method, attempt.url, body
    prepared.headers = CaseInsensitiveDict(attempt.headers)
    if body is not None or attempt.request.method != "GET":
        prepared.headers["Content-Length"] = str(len(body or b""))
    proxies = dict(session.proxies)
    if route.proxy is not None:
        proxies[attempt.url.partition("://")[0]] = str(route.proxy)
    began = monotonic()
    response = adapter.send(
        prepared,
        stream=True,
        timeout=attempt.limits,
        verify=route.verify,
        cert=route.certificate,
        proxies=cast("dict[str, str]", proxies),
    )
    response.elapsed = timedelta(seconds=monotonic() - began)
    return response


def _send_prepared(
    copy: requests.Session, session: requests.Session, attempt: _Attempt, *_args: object, **_options: object
) -> requests.Response:
    """Send as the Session itself does, except for redirects and for settings that the environment would override."""
    prepared = _prepare(copy, attempt)
    verify = session.verify if session.verify is not True else None
    settings = copy.merge_environment_settings(
        prepared.url, dict(session.proxies), stream=True, verify=verify, cert=None
    )
    return copy.send(prepared, timeout=attempt.limits, allow_redirects=False, **settings)


def _prepare(copy: requests.Session, attempt: _Attempt) -> PreparedRequest:
    # Without an `auth`, requests would put the one of ~/.netrc in the place of our Authorization.
    request, headers = attempt.request, dict(attempt.headers)
    unprepared = requests.Request(
        request.method, attempt.url, headers=headers, data=cast("Any", request.body), auth=_keep_authorization
    )
    return copy.prepare_request(unprepared)


def _copy_of(session: requests.Session, adapters: Mapping[str, BaseAdapter | None]) -> requests.Session:
    """Return a Session with the settings of the caller's, some adapters replaced, and a cookie jar of its own."""
    copy = object.__new__(type(session))
    vars(copy).update(vars(session))
    jar: Any = RequestsCookieJar()
    jar.update(session.cookies)  # Which may be a jar of any kind.
    copy.cookies = jar
    copy.adapters = OrderedDict(
        (prefix, adapters.get(prefix) or adapter) for prefix, adapter in session.adapters.items()
    )
    # Even if it does not follow a redirect, requests would still prepare the next request, and read the body for it.
    vars(copy)["get_redirect_target"] = _no_redirect
    return copy


def _no_redirect(_response: requests.Response) -> None:
    return None


def _keep_authorization(prepared: PreparedRequest) -> PreparedRequest:
    return prepared
