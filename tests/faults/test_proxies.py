"""Proxies of the environment are used; a request that one refuses was not sent, and credentials stay secret."""

from __future__ import annotations

import base64
import os
import sys
from typing import TYPE_CHECKING

import pytest
import requests
from support import certificates
from support.api_key import ENCODED, exception_text
from support.fault_case import ALL
from support.fault_client import FaultClient, Mounted, fault_client
from support.fault_server import FaultServer
from support.fault_steps import fin, head_bytes, read, response_bytes, rst, send, stall, tunnel

from codatsynccommerce.models import errors
from codatsynccommerce.utils import Timeout

if TYPE_CHECKING:
    from pathlib import Path

    from support.fault_steps import Step

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter", "async"])
_SECRET = "word-of-the-proxy"


@pytest.fixture(autouse=True)
def _no_other_proxies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificates.trusted(tmp_path))


@ROUTES
def test_http_goes_through_the_proxy(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, fault_client(route) as caller:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        caller.call("GET")
        caller.call("POST")
        assert (proxy.begun, caller.server.begun) == (2, 0)
        assert proxy.requests[0].target.startswith(caller.server.url)


@ROUTES
@pytest.mark.parametrize("exempt", ["127.0.0.1", "*"])
def test_no_proxy_exempts_a_host(exempt: str, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, fault_client(route) as caller:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", exempt)
        caller.call("GET")
        assert (proxy.begun, caller.server.begun) == (0, 1)


@ROUTES
def test_tunnel_does_not_see_the_key(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, fault_client(route, server=FaultServer(tls=certificates.good())) as caller:
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", f"//me:{_SECRET}@"))
        proxy.always(read, tunnel)
        caller.call("GET")
        caller.call("POST")
        assert (proxy.begun, caller.server.begun) == (1, 2)
        given = "Basic " + base64.b64encode(f"me:{_SECRET}".encode()).decode()
        assert proxy.requests[0].method == "CONNECT"
        assert proxy.requests[0].header("Proxy-Authorization") == given
        assert proxy.requests[0].header("Authorization") is None
        assert caller.server.requests[0].header("Proxy-Authorization") is None
        caller.client.close()


@ROUTES
@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (
            (read, send(head_bytes("407 Proxy Authentication Required", "Content-Length: 0")), fin),
            "the proxy refused: 407",
        ),
        ((read, send(head_bytes("502 Bad Gateway", "Content-Length: 0")), fin), "the proxy refused: 502"),
        ((read, fin), "the connection failed"),
        ((read, rst), "the connection failed"),
        ((read, send(b"garbage\r\n\r\n"), fin), "the connection failed"),
        ((read, send(b"HTTP/1.1 200 OK\r\nno header\r\n\r\n"), fin), "the connection failed"),
    ],
    ids=["407", "502", "FIN", "RST", "garbage", "broken"],
)
def test_refused_tunnel_sent_nothing(
    steps: tuple[Step, ...], words: str, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as proxy, fault_client(route, server=FaultServer(tls=certificates.good())) as caller:
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", f"//me:{_SECRET}@"))
        proxy.always(*steps)
        error = caller.failure("POST")
        assert type(error) is errors.APIConnectionError
        assert words in str(error)
        assert (error.attempts, error.maybe_applied) == (ALL, route == "adapter")
        assert (proxy.begun, caller.server.connections) == (ALL, 0)
        _silent(error)
        proxy.always(read, tunnel)
        caller.call("POST")
        caller.client.close()


@ROUTES
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_dead_proxy_sent_nothing(scheme: str, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        FaultServer(listening=False) as proxy,
        FaultServer() as server,
        fault_client(route, server=server, server_url=f"{scheme}://127.0.0.1:{server.port}") as caller,
    ):
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url.replace("//", f"//me:{_SECRET}@"))
        error = caller.failure("POST")
        assert (error.attempts, error.maybe_applied) == (ALL, route == "adapter")
        assert caller.server.connections == 0
        _silent(error)


@ROUTES
def test_silent_tunnel_times_out(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        FaultServer() as proxy,
        fault_client(route, server=FaultServer(tls=certificates.good()), timeout=Timeout(total=0.3)) as caller,
    ):
        monkeypatch.setenv("https_proxy", proxy.url)
        proxy.always(read, stall)
        error = caller.failure("POST")
        assert isinstance(error, errors.APITimeoutError)
        assert error.maybe_applied is (route == "adapter")


@ROUTES
def test_status_of_a_proxy_is_a_response(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, fault_client(route) as caller:
        monkeypatch.setenv("http_proxy", proxy.url)
        proxy.always(read, send(response_bytes(b"", "407 Proxy Authentication Required")))
        assert (caller.failure("POST").status_code, proxy.begun) == (407, 1)
        proxy.heal()
        proxy.always(read, send(response_bytes(b"", "502 Bad Gateway")))
        assert (caller.failure("POST").status_code, proxy.begun) == (502, ALL)


@ROUTES
@pytest.mark.parametrize(
    "address", [f"http://me:{_SECRET}@", f"http://me:{_SECRET}@:99999999/", f"gopher://me:{_SECRET}@x"]
)
def test_bad_proxy_address_shows_no_secret(address: str, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_client(route) as caller:
        monkeypatch.setenv("http_proxy", address)
        error = caller.failure("POST")
        assert _SECRET not in str(error) + repr(error)
        assert (caller.pauses, caller.server.connections) == ([], 0)


@ROUTES
def test_netrc_does_not_replace_the_key(route: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    with fault_client(route) as caller:
        caller.call("GET")
        caller.call("POST")
        given = {received.header("Authorization") for received in caller.server.requests}
        assert given == {f"Basic {ENCODED}"}


def _silent(error: errors.SDKError) -> None:
    assert _SECRET not in exception_text(error)
    assert base64.b64encode(f"me:{_SECRET}".encode()).decode() not in exception_text(error)


def _session_with(proxies: dict[str, str]) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.proxies = dict(proxies)
    session.verify = os.environ["REQUESTS_CA_BUNDLE"]
    return session


@pytest.mark.parametrize("by_session", [False, True], ids=["environment", "Session"])
@pytest.mark.parametrize("end", [fin, rst])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_response_lost_behind_a_proxy_is_ambiguous(
    scheme: str, end: Step, by_session: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole request has left, whatever urllib3 calls the loss of its response."""
    with FaultServer() as proxy, FaultServer(tls=certificates.good() if scheme == "https" else None) as server:
        proxies = {scheme: proxy.url}
        if scheme == "https":
            server.always(read, end)
            proxy.always(read, tunnel)
        else:
            proxy.always(read, end)
        if not by_session:
            monkeypatch.setenv(f"{scheme}_proxy", proxy.url)
        caller = FaultClient(server, _session_with(proxies) if by_session else None)
        error = caller.failure("POST")
        assert type(error) is errors.APIConnectionError
        assert (error.attempts, error.maybe_applied) == (ALL, True)
        assert len((server if scheme == "https" else proxy).requests) >= ALL
        caller.client.close()


@ROUTES
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")  # urllib3 says so of a TLS proxy that passes HTTP on.
def test_proxy_may_speak_tls(scheme: str, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = FaultServer(tls=certificates.good() if scheme == "https" else None)
    with FaultServer(tls=certificates.good()) as proxy, fault_client(route, server=target) as caller:
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url)
        if scheme == "https":
            proxy.always(read, tunnel)
        if (scheme, route) == ("https", "async") and sys.version_info < (3, 11):  # asyncio cannot put TLS into TLS.
            assert isinstance(caller.failure("GET"), errors.RequestError)
            return
        caller.call("GET")
        caller.call("POST")
        assert len((caller.server if scheme == "https" else proxy).requests) >= 2
        assert [received.method for received in proxy.requests] == (
            ["CONNECT"] if scheme == "https" else ["GET", "POST"]
        )
        caller.client.close()


@pytest.mark.parametrize("route", ["own", "session"])
def test_untrusted_proxy_is_sent_nothing(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(tls=certificates.of_an_unknown_authority()) as proxy, fault_client(route) as caller:
        monkeypatch.setenv("http_proxy", proxy.url)
        error = caller.failure("POST")
        assert (error.attempts, error.maybe_applied, proxy.requests) == (1, False, [])


@pytest.mark.parametrize("adapter", ["usual", "own"])
def test_proxy_of_the_session_wins(adapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, FaultServer() as other, FaultServer() as server, requests.Session() as session:
        monkeypatch.setenv("http_proxy", other.url)
        session.proxies = {"http": proxy.url}
        if adapter == "own":
            session.mount("http://", Mounted())
        caller = FaultClient(server, session)
        caller.call("GET")
        assert (proxy.begun, other.begun, server.begun) == (1, 0, 0)
        caller.client.close()
