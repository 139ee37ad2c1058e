"""The way out for requests over connections of our own, whose every read ends by the deadline.

What `requests` reads from the environment on each call (proxies, certificate bundles) is read once. ~/.netrc is never
read: it would put its own Authorization in the place of the API key.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from requests.cookies import RequestsCookieJar
from requests.models import PreparedRequest
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies

from .connections import DeadlineAdapter

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

    from .messages import HTTPRequest

Seconds = tuple[float, float]
"""To connect, and between two pieces of the answer."""


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

    def send(self, url: str, wire: HTTPRequest, headers: Mapping[str, str], timeout: Seconds) -> requests.Response:
        """Send one request."""
        verify = self.environment.verify or True
        prepared = prepared_request(url, wire, headers, {"response": []})
        return self.adapter.send(
            prepared, stream=True, timeout=timeout, verify=verify, proxies=self.environment.proxies
        )

    def repeats(self, _url: str) -> bool:
        """Say whether the adapter may have sent a request more than once: ours never does."""
        return False

    def close(self) -> None:
        """Close every connection."""
        self.adapter.close()


def prepared_request(url: str, wire: HTTPRequest, headers: Mapping[str, str], hooks: dict[str, Any]) -> PreparedRequest:
    """Make what an adapter sends. Everything in it is encoded and checked already."""
    prepared: Any = PreparedRequest()
    prepared.method = wire.method
    prepared.url = url
    prepared.headers = CaseInsensitiveDict(headers)
    prepared.body = wire.body
    prepared.hooks = hooks
    prepared._cookies = RequestsCookieJar()  # noqa: SLF001 - the adapter reads it, and nothing public sets it
    if wire.body is not None or wire.method != "GET":
        prepared.headers["Content-Length"] = str(len(wire.body or b""))
    return cast("PreparedRequest", prepared)
