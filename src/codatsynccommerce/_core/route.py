"""The way out for requests: which adapter, proxies, certificates and headers an attempt is sent with.

Without a Session of the caller's, that is an adapter of our own, whose every read ends by the deadline. With one, its
adapters, proxies, certificates, headers and hooks are used as `requests` documents them, and it is never changed:
cookies that the server sets go to a jar that is thrown away.

What `requests` reads from the environment on each call (proxies, certificate bundles) is read once. ~/.netrc is never
read: it would put its own Authorization in the place of the API key.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

import requests
from requests import hooks as request_hooks
from requests.cookies import RequestsCookieJar
from requests.models import PreparedRequest
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies

from .connection import DeadlineAdapter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .reply import Wire

_Timeout = tuple[float, float]


class Environment:
    """Proxies and certificates that the environment names for an address."""

    def __init__(self, url: str) -> None:
        """Read the environment."""
        self.proxies = get_environ_proxies(url, no_proxy=None)
        self.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or None


class OwnRoute:
    """The way out over connections of our own."""

    def __init__(self, url: str) -> None:
        """Open nothing yet: a connection is made when it is needed."""
        self.environment = Environment(url)
        self.adapter = DeadlineAdapter()

    def send(self, url: str, wire: Wire, headers: Mapping[str, str], timeout: _Timeout) -> requests.Response:
        """Send one request."""
        verify = self.environment.verify or True
        prepared = _prepared(url, wire, headers, {"response": []})
        return self.adapter.send(
            prepared, stream=True, timeout=timeout, verify=verify, proxies=self.environment.proxies
        )

    def close(self) -> None:
        """Close every connection."""
        self.adapter.close()


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
        kind, plain = type(session), requests.Session
        self.ordinary = (kind.send, kind.prepare_request, kind.merge_environment_settings) == (
            plain.send,
            plain.prepare_request,
            plain.merge_environment_settings,
        )

    def send(self, url: str, wire: Wire, headers: Mapping[str, str], timeout: _Timeout) -> requests.Response:
        """Send one request."""
        session = self.session
        if not self.ordinary or session.params or session.cookies:
            return self._send_through_copy(url, wire, headers, timeout)
        # What Session.request does, less what it reads from files and the environment on each call, following
        # redirects, and keeping cookies.
        merged = CaseInsensitiveDict(cast("Mapping[str, str]", session.headers))
        merged.update(headers)
        named = {name: value for name, value in merged.items() if cast("Any", value) is not None}
        prepared = _prepared(url, wire, named, cast("Any", session.hooks))
        environment = self.environment if session.trust_env else None
        settings: dict[str, Any] = {
            "proxies": {**session.proxies, **(environment.proxies if environment else {})},
            "stream": True,
            "verify": (environment and environment.verify) or session.verify,
            "cert": session.cert,
        }
        response = session.get_adapter(url=url).send(prepared, timeout=timeout, **settings)
        hooks: Any = request_hooks
        return cast(
            "requests.Response",
            hooks.dispatch_hook("response", session.hooks, response, timeout=timeout, **settings),
        )

    def _send_through_copy(
        self, url: str, wire: Wire, headers: Mapping[str, str], timeout: _Timeout
    ) -> requests.Response:
        """Send as the Session itself does, on a copy that shares its adapters and not its cookie jar."""
        copy: Any = object.__new__(type(self.session))
        copy.__dict__.update(self.session.__dict__)
        copy.cookies = self.session.cookies.copy()
        # Told not to follow a redirect, requests would still make the request that would, and read the answer for it.
        copy.get_redirect_target = _nowhere
        # Without an `auth`, requests would put the one of ~/.netrc in the place of our Authorization.
        request = requests.Request(wire.verb, url, headers=dict(headers), data=wire.body, auth=_unchanged)
        prepared = copy.prepare_request(request)
        settings = copy.merge_environment_settings(prepared.url, {}, True, None, None)  # noqa: FBT003 - stream
        response = copy.send(prepared, timeout=timeout, allow_redirects=False, **settings)
        return cast("requests.Response", response)

    def close(self) -> None:
        """Leave the Session open: it is the caller's."""


def _nowhere(_response: requests.Response) -> None:
    return None


def _unchanged(prepared: PreparedRequest) -> PreparedRequest:
    return prepared


def _prepared(url: str, wire: Wire, headers: Mapping[str, str], hooks: dict[str, Any]) -> PreparedRequest:
    """Make what an adapter sends. Everything in it is encoded and checked already."""
    prepared: Any = PreparedRequest()
    prepared.method = wire.verb
    prepared.url = url
    prepared.headers = CaseInsensitiveDict(headers)
    prepared.body = wire.body
    prepared.hooks = hooks
    prepared._cookies = RequestsCookieJar()  # noqa: SLF001 - the adapter reads it, and nothing public sets it
    if wire.body is not None or wire.verb != "GET":
        prepared.headers["Content-Length"] = str(len(wire.body or b""))
    return cast("PreparedRequest", prepared)
