"""How to reach a server: its proxy, the certificates that are trusted, and the certificate of the client."""

from __future__ import annotations

import os
import ssl
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import certifi
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url
from urllib3.util.ssl_ import create_urllib3_context

from ..errors import RequestError
from .redaction import RedactedStr

_PROXY_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")


class Route(NamedTuple):
    """How to reach a server.

    Attributes:
        proxy: Address of the proxy, which may hold a password; None for no proxy.
        verify: Whether certificates are verified, or the file or folder of the authorities that are trusted.
        certificate: File of the client's certificate, or that and the file of its key.
    """

    proxy: RedactedStr | None = None
    verify: bool | str = True
    certificate: str | tuple[str, str] | None = None

    @classmethod
    def from_environment(cls, url: str) -> Route:
        """Return the route that the environment names for an address, by the rules of requests."""
        return cls(environment_proxy(url), environment_authorities() or True)


def environment_authorities() -> str | None:
    """Return the file or folder of trusted authorities that the environment names."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or None


def environment_proxy(url: str) -> RedactedStr | None:
    """Return the proxy that the environment, or the configuration of the system, names for an address."""
    has_system_settings = sys.platform in ("win32", "darwin")
    if not has_system_settings and not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    from requests.utils import get_environ_proxies, select_proxy  # noqa: PLC0415 - few need it, and it loads requests

    proxy = select_proxy(url, get_environ_proxies(url, no_proxy=None))
    return RedactedStr(proxy) if proxy else None


class Proxy(NamedTuple):
    """A proxy, its address taken apart."""

    scheme: str
    address: RedactedStr
    user: RedactedStr
    password: RedactedStr

    @classmethod
    def of(cls, text: str) -> Proxy:
        """Read the address of a proxy; one without a scheme speaks HTTP.

        Raises:
            errors.RequestError: It cannot be used. It is not shown, for it may hold a password.
        """
        address = RedactedStr(text if "://" in text else f"http://{text}")
        proxy = cls._parse(address)
        if proxy is None:
            message = f"the address of the proxy cannot be used: it must begin with one of {', '.join(_PROXY_SCHEMES)}"
            raise RequestError(message)
        return proxy

    @classmethod
    def _parse(cls, address: RedactedStr) -> Proxy | None:
        try:
            scheme, auth, host, *_ = parse_url(address)
        except LocationParseError:
            return None
        if not host or scheme not in _PROXY_SCHEMES:
            return None
        user, _, password = (auth or "").partition(":")
        return cls(scheme, address, RedactedStr(unquote(user)), RedactedStr(unquote(password)))


def tls_context(route: Route, *, checks_hostname: bool = False) -> ssl.SSLContext:
    """Return the settings of TLS, made once for all connections of a pool.

    Arguments:
        route: What is trusted.
        checks_hostname: Whether the context compares the name of the server with its certificate. urllib3 does so
            itself in its version 1.26, whose contexts do not; other libraries rely on the context.

    Raises:
        errors.RequestError: A file cannot be read.
    """
    context = create_urllib3_context()
    try:
        if not route.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        else:
            place = certifi.where() if route.verify is True else route.verify
            is_folder = Path(place).is_dir()
            context.load_verify_locations(None if is_folder else place, place if is_folder else None)
            context.check_hostname = context.check_hostname or checks_hostname
        if isinstance(route.certificate, str):
            context.load_cert_chain(route.certificate)
        elif route.certificate:
            context.load_cert_chain(*route.certificate)
    except (OSError, ValueError) as error:
        message = "the certificates that REQUESTS_CA_BUNDLE or the Session names cannot be read"
        raise RequestError(message) from error
    return context
