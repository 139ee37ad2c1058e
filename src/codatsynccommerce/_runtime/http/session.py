"""The way out for requests through the Session of the caller.

Its mounted adapters, proxies, certificates, headers and hooks are used as `requests` documents them, and it is never
changed: cookies that the server sets go to a jar that is thrown away. Where it holds nothing but the adapter that every
Session begins with, ours does the same work and keeps the deadline.
"""

from __future__ import annotations

from collections import OrderedDict
from types import FunctionType
from typing import TYPE_CHECKING, Any, cast

import requests
from requests import hooks as request_hooks
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from requests.structures import CaseInsensitiveDict

from .connections import DeadlineAdapter
from .own_route import Environment, prepared_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from requests.adapters import BaseAdapter
    from requests.models import PreparedRequest

    from .messages import HTTPRequest
    from .own_route import Seconds


class SessionRoute:
    """The way out through the Session of the caller."""

    def __init__(self, session: requests.Session, url: str, *, forked: bool) -> None:
        """Keep the Session, and what the environment says beside it. After a fork, forget the parent's connections."""
        self.session = session
        for adapter in session.adapters.values() if forked else ():
            every: list[Any] = [getattr(adapter, "poolmanager", None), *getattr(adapter, "proxy_manager", {}).values()]
            for manager in filter(None, every):
                manager.clear()
        self.environment = Environment(url)
        self.ours = DeadlineAdapter()

    def send(self, url: str, wire: HTTPRequest, headers: Mapping[str, str], timeout: Seconds) -> requests.Response:
        """Send one request."""
        session = self.session
        replaced = _replaced(type(session)) | _METHODS & vars(session).keys()
        if "request" in replaced:
            return self._send_by_request(url, wire, headers, timeout)
        if replaced or session.params or session.cookies:
            return self._send_through_copy(url, wire, headers, timeout)
        # What Session.request does, less what it reads from files and the environment on each call, following
        # redirects, and keeping cookies.
        merged = CaseInsensitiveDict(cast("Mapping[str, str]", session.headers))
        merged.update(headers)
        named = {name: value for name, value in merged.items() if cast("Any", value) is not None}
        prepared = prepared_request(url, wire, named, cast("Any", session.hooks))
        environment = self.environment if session.trust_env else None
        settings: dict[str, Any] = {
            "proxies": {**session.proxies, **(environment.proxies if environment else {})},
            "stream": True,
            "verify": (environment and environment.verify) or session.verify,
            "cert": session.cert,
        }
        response = self._bounded(session.get_adapter(url=url)).send(prepared, timeout=timeout, **settings)
        hooks: Any = request_hooks
        return cast(
            "requests.Response",
            hooks.dispatch_hook("response", session.hooks, response, timeout=timeout, **settings),
        )

    def _send_through_copy(
        self, url: str, wire: HTTPRequest, headers: Mapping[str, str], timeout: Seconds
    ) -> requests.Response:
        """Send as the Session itself does, on a copy."""
        copy = self._copy()
        # Without an `auth`, requests would put the one of ~/.netrc in the place of our Authorization.
        request = requests.Request(wire.method, url, headers=dict(headers), data=wire.body, auth=_unchanged)
        prepared = copy.prepare_request(request)
        settings = copy.merge_environment_settings(prepared.url, {}, True, None, None)  # noqa: FBT003 - stream
        response = copy.send(prepared, timeout=timeout, allow_redirects=False, **settings)
        return cast("requests.Response", response)

    def _send_by_request(
        self, url: str, wire: HTTPRequest, headers: Mapping[str, str], timeout: Seconds
    ) -> requests.Response:
        """Send by the `request` that the caller has put in the place of the one of requests."""
        # What is no Session, but passes for one in a test, is asked as it is.
        asked: Any = self._copy() if issubclass(type(self.session), requests.Session) else self.session
        given: dict[str, Any] = {"data": wire.body, "headers": dict(headers), "timeout": timeout, "auth": _unchanged}
        return cast("requests.Response", asked.request(wire.method, url, allow_redirects=False, stream=True, **given))

    def _copy(self) -> Any:
        """Make a Session that shares the mounted adapters of the caller's, and not its cookie jar."""
        copy: Any = object.__new__(type(self.session))
        copy.__dict__.update(self.session.__dict__)
        jar: Any = RequestsCookieJar()
        jar.update(self.session.cookies)  # Which may be a jar of any kind.
        copy.cookies = jar
        copy.adapters = OrderedDict((prefix, self._bounded(one)) for prefix, one in self.session.adapters.items())
        # Told not to follow a redirect, requests would still prepare the next request, and read the body for it.
        copy.get_redirect_target = _nowhere
        return copy

    def repeats(self, url: str) -> bool:
        """Say whether the adapter of the caller may have sent a request more than once."""
        try:
            retries: Any = getattr(self.session.get_adapter(url), "max_retries", None)
        except requests.RequestException:  # There is none for such an address.
            return False
        return retries is not None and getattr(retries, "__dict__", None) != _NO_RETRIES

    def _bounded(self, adapter: BaseAdapter) -> BaseAdapter:
        """Give our adapter for one that is as requests makes it, and any other as it is."""
        return self.ours if type(adapter) is HTTPAdapter and _settings(adapter) == _USUAL else adapter

    def close(self) -> None:
        """Close our own connections. The Session is the caller's and stays open."""
        self.ours.close()


_METHODS = frozenset({"get_adapter", "merge_environment_settings", "prepare_request", "request", "send"})
"""How requests sends."""


def _replaced(kind: Any) -> set[str]:
    """Give the methods that a subclass, or a library that stands in for the network in tests, has replaced."""
    return {name for name in _METHODS if not _is_of_requests(getattr(kind, name, None), f"Session.{name}")}


def _is_of_requests(method: Any, name: str) -> bool:
    # By its name, for it may have been replaced before this module was loaded.
    usual = isinstance(method, FunctionType) and not hasattr(method, "__wrapped__")
    return usual and (method.__module__, method.__qualname__) == ("requests.sessions", name)


def stood_in_for() -> bool:
    """Say whether somebody stands in for requests, as `requests_mock` does in tests."""
    return bool(_replaced(requests.Session))


def _settings(adapter: HTTPAdapter) -> tuple[Any, ...]:
    """Give what the owner of an adapter may have set or replaced."""
    every: dict[str, Any] = vars(adapter)
    manager: object = every["poolmanager"]
    simple = {name: value for name, value in every.items() if name not in _THEIR_OWN}
    return simple, manager.__class__, every["poolmanager"].connection_pool_kw, every["max_retries"].__dict__


_THEIR_OWN = frozenset({"poolmanager", "proxy_manager", "max_retries"})
_USUAL = _settings(HTTPAdapter())
"""Those of an adapter as requests makes it."""
_NO_RETRIES = _USUAL[-1]


def _nowhere(_response: requests.Response) -> None:
    return None


def _unchanged(prepared: PreparedRequest) -> PreparedRequest:
    return prepared
