"""Proxies of the environment are used; what they refuse was never sent, and what they are told stays secret."""

from __future__ import annotations

import base64
import os
import select
import socket
import ssl
from typing import TYPE_CHECKING

import pytest
import requests
from support import certificates
from support.api_key import ENCODED, told
from support.fault_case import ALL
from support.fault_client import Mounted, Trial, trial
from support.fault_connection import GoneError
from support.fault_server import FaultServer
from support.fault_steps import answer, fin, raw, read, rst, say, stall

from codatsynccommerce.models import errors
from codatsynccommerce.utils import Timeout

if TYPE_CHECKING:
    from pathlib import Path

    from support.fault_connection import Line
    from support.fault_steps import Step

ROADS = pytest.mark.parametrize("road", ["own", "session", "adapter", "async"])
_SECRET = "word-of-the-proxy"


@pytest.fixture(autouse=True)
def _no_other_proxies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificates.trusted(tmp_path))


def _tunnel(line: Line) -> None:
    """Do what CONNECT asks for."""
    host, _, port = line.asked.target.partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as far:
        line.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        ends = {line.sock: far, far: line.sock}
        while True:
            # What TLS has read ahead makes no socket readable.
            ahead = [end for end in ends if isinstance(end, ssl.SSLSocket) and end.pending()]
            for end in ahead or select.select(ends, [], [], 5)[0]:
                try:
                    data = end.recv(65536)
                    ends[end].sendall(data)
                except OSError:
                    raise GoneError from None
                if not data:
                    raise GoneError


@ROADS
def test_http_goes_through_the_proxy(road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, trial(road) as made:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        made.call("GET")
        made.call("POST")
        assert (proxy.begun, made.server.begun) == (2, 0)
        assert proxy.requests[0].target.startswith(made.server.url)


@ROADS
@pytest.mark.parametrize("exempt", ["127.0.0.1", "*"])
def test_no_proxy_exempts_a_host(exempt: str, road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, trial(road) as made:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", exempt)
        made.call("GET")
        assert (proxy.begun, made.server.begun) == (0, 1)


@ROADS
def test_https_goes_through_a_tunnel_that_does_not_see_the_key(road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, trial(road, server=FaultServer(tls=certificates.good())) as made:
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", f"//me:{_SECRET}@"))
        proxy.always(read, _tunnel)
        made.call("GET")
        made.call("POST")
        assert (proxy.begun, made.server.begun) == (1, 2)
        given = "Basic " + base64.b64encode(f"me:{_SECRET}".encode()).decode()
        assert proxy.requests[0].method == "CONNECT"
        assert proxy.requests[0].header("Proxy-Authorization") == given
        assert proxy.requests[0].header("Authorization") is None
        assert made.server.requests[0].header("Proxy-Authorization") is None
        made.client.close()


@ROADS
@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((read, say(raw("407 Proxy Authentication Required", "Content-Length: 0")), fin), "the proxy refused: 407"),
        ((read, say(raw("502 Bad Gateway", "Content-Length: 0")), fin), "the proxy refused: 502"),
        ((read, fin), "the connection failed"),
        ((read, rst), "the connection failed"),
        ((read, say(b"garbage\r\n\r\n"), fin), "the connection failed"),
    ],
    ids=["407", "502", "FIN", "RST", "garbage"],
)
def test_a_tunnel_that_is_refused_was_not_gone_through(
    steps: tuple[Step, ...], words: str, road: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as proxy, trial(road, server=FaultServer(tls=certificates.good())) as made:
        monkeypatch.setenv("https_proxy", proxy.url.replace("//", f"//me:{_SECRET}@"))
        proxy.always(*steps)
        error = made.failure("POST")
        assert type(error) is errors.APIConnectionError
        assert words in str(error)
        assert (error.attempts, error.maybe_applied) == (ALL, road == "adapter")
        assert (proxy.begun, made.server.connections) == (ALL, 0)
        _silent(error)
        proxy.always(read, _tunnel)
        made.call("POST")
        made.client.close()


@ROADS
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_dead_was_not_gone_through(scheme: str, road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        FaultServer(listening=False) as proxy,
        FaultServer() as server,
        trial(road, server=server, server_url=f"{scheme}://127.0.0.1:{server.port}") as made,
    ):
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url.replace("//", f"//me:{_SECRET}@"))
        error = made.failure("POST")
        assert (error.attempts, error.maybe_applied) == (ALL, road == "adapter")
        assert made.server.connections == 0
        _silent(error)


@ROADS
def test_a_tunnel_that_is_never_answered_ends_in_time(road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        FaultServer() as proxy,
        trial(road, server=FaultServer(tls=certificates.good()), timeout=Timeout(total=0.3)) as made,
    ):
        monkeypatch.setenv("https_proxy", proxy.url)
        proxy.always(read, stall)
        error = made.failure("POST")
        assert isinstance(error, errors.APITimeoutError)
        assert error.maybe_applied is (road == "adapter")


@ROADS
def test_statuses_of_a_proxy_for_http_are_answers_like_others(road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, trial(road) as made:
        monkeypatch.setenv("http_proxy", proxy.url)
        proxy.always(read, say(answer(b"", "407 Proxy Authentication Required")))
        assert (made.failure("POST").status_code, proxy.begun) == (407, 1)
        proxy.heal()
        proxy.always(read, say(answer(b"", "502 Bad Gateway")))
        assert (made.failure("POST").status_code, proxy.begun) == (502, ALL)


@ROADS
@pytest.mark.parametrize(
    "address", [f"http://me:{_SECRET}@", f"http://me:{_SECRET}@:99999999/", f"gopher://me:{_SECRET}@x"]
)
def test_a_proxy_address_that_cannot_be_used_is_a_mistake_that_shows_no_secret(
    address: str, road: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with trial(road) as made:
        monkeypatch.setenv("http_proxy", address)
        error = made.failure("POST")
        assert _SECRET not in str(error) + repr(error)
        assert (made.pauses, made.server.connections) == ([], 0)


@ROADS
def test_netrc_does_not_replace_the_key(road: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    with trial(road) as made:
        made.call("GET")
        made.call("POST")
        given = {asked.header("Authorization") for asked in made.server.requests}
        assert given == {f"Basic {ENCODED}"}


def _silent(error: errors.SDKError) -> None:
    assert _SECRET not in told(error)
    assert base64.b64encode(f"me:{_SECRET}".encode()).decode() not in told(error)


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
            proxy.always(read, _tunnel)
        else:
            proxy.always(read, end)
        if not by_session:
            monkeypatch.setenv(f"{scheme}_proxy", proxy.url)
        made = Trial(server, _session_with(proxies) if by_session else None)
        error = made.failure("POST")
        assert type(error) is errors.APIConnectionError
        assert (error.attempts, error.maybe_applied) == (ALL, True)
        assert len((server if scheme == "https" else proxy).requests) >= ALL
        made.client.close()


@ROADS
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")  # urllib3 says so of a TLS proxy that passes HTTP on.
def test_proxy_may_speak_tls(scheme: str, road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = FaultServer(tls=certificates.good() if scheme == "https" else None)
    with FaultServer(tls=certificates.good()) as proxy, trial(road, server=target) as made:
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url)
        if scheme == "https":
            proxy.always(read, _tunnel)
        made.call("GET")
        made.call("POST")
        assert len((made.server if scheme == "https" else proxy).requests) >= 2
        assert [asked.method for asked in proxy.requests] == (["CONNECT"] if scheme == "https" else ["GET", "POST"])
        made.client.close()


@pytest.mark.parametrize("road", ["own", "session"])
def test_untrusted_proxy_is_sent_nothing(road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(tls=certificates.of_an_unknown_authority()) as proxy, trial(road) as made:
        monkeypatch.setenv("http_proxy", proxy.url)
        error = made.failure("POST")
        assert (error.attempts, error.maybe_applied, proxy.requests) == (1, False, [])


@pytest.mark.parametrize("adapter", ["usual", "own"])
def test_proxy_of_the_session_wins(adapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as proxy, FaultServer() as other, FaultServer() as server, requests.Session() as session:
        monkeypatch.setenv("http_proxy", other.url)
        session.proxies = {"http": proxy.url}
        if adapter == "own":
            session.mount("http://", Mounted())
        made = Trial(server, session)
        made.call("GET")
        assert (proxy.begun, other.begun, server.begun) == (1, 0, 0)
        made.client.close()
