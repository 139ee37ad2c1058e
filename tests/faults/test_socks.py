"""SOCKS proxies work as in requests, where PySocks is installed."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest
import requests
from support import certificates
from support.fault_case import ALL
from support.fault_client import FaultClient, fault_client
from support.fault_server import FaultServer
from support.fault_steps import fin, read
from support.socks_server import SocksServer

from codatsynccommerce._runtime.http import pools
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter"])


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def proxy() -> Iterator[SocksServer]:
    with SocksServer() as server:
        yield server


@ROUTES
@pytest.mark.parametrize("version", ["socks4", "socks4a", "socks5", "socks5h"])
def test_http_goes_through_socks(version: str, route: str, proxy: SocksServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_client(route) as caller:
        monkeypatch.setenv("all_proxy", f"{version}://{proxy.address}")
        caller.call("GET")
        caller.call("POST")
        assert proxy.targets == [("127.0.0.1", caller.server.port)]
        caller.client.close()


@pytest.mark.parametrize("version", ["socks5", "socks5h"])
def test_async_http_goes_through_socks(version: str, proxy: SocksServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_client("async") as caller:
        monkeypatch.setenv("all_proxy", f"{version}://{proxy.address}")
        caller.call("GET")
        caller.call("POST")
        assert proxy.targets == [("127.0.0.1", caller.server.port)]


def test_async_client_refuses_socks_4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks4://127.0.0.1:9")
    with fault_client("async") as caller:
        error = caller.failure("POST")
        assert isinstance(error, errors.RequestError)
        assert (error.attempts, error.maybe_applied) == (0, False)


@ROUTES
def test_https_goes_through_socks(
    route: str, proxy: SocksServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificates.trusted(tmp_path))
    with fault_client(route, server=FaultServer(tls=certificates.good())) as caller:
        monkeypatch.setenv("https_proxy", f"socks5h://me:word@{proxy.address}")
        caller.call("GET")
        caller.call("POST")
        assert (proxy.credentials, len(caller.server.requests)) == ([("me", "word")], 2)
        caller.client.close()


def test_proxy_of_a_session_may_speak_socks(proxy: SocksServer) -> None:
    with requests.Session() as session, FaultServer() as server:
        session.proxies = {"http": f"socks5h://{proxy.address}"}
        caller = FaultClient(server, session)
        caller.call("GET")
        assert proxy.targets == [("127.0.0.1", server.port)]
        caller.client.close()


@pytest.mark.filterwarnings("ignore:the API key will travel in the clear")
@pytest.mark.parametrize("route", ["own", "session"])
def test_proxy_resolves_the_host_name(route: str, proxy: SocksServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server = FaultServer()
    with fault_client(route, server=server, server_url=f"http://name.invalid:{server.port}") as caller:
        monkeypatch.setenv("http_proxy", f"socks5h://{proxy.address}")
        caller.call("GET")
        assert proxy.targets == [("name.invalid", server.port)]
        caller.client.close()


@pytest.mark.parametrize("route", ["own", "session"])
def test_connection_that_socks_refuses_sent_nothing(
    route: str, proxy: SocksServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy.refuses = True
    with fault_client(route) as caller:
        monkeypatch.setenv("http_proxy", f"socks5://{proxy.address}")
        error = caller.failure("POST")
        assert type(error) is errors.APIConnectionError
        assert (error.attempts, error.maybe_applied) == (ALL, False)


@ROUTES
def test_response_lost_behind_socks_is_ambiguous(
    route: str, proxy: SocksServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fault_client(route) as caller:
        monkeypatch.setenv("http_proxy", f"socks5://{proxy.address}")
        caller.server.always(read, fin)
        error = caller.failure("POST")
        assert (error.attempts, error.maybe_applied) == (ALL, True)


@pytest.mark.parametrize("route", ["own", "session"])
def test_missing_pysocks_is_named(route: str, proxy: SocksServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "find_spec", lambda name: None if name == "socks" else importlib.util.find_spec(name))
    with fault_client(route) as caller:
        monkeypatch.setenv("http_proxy", f"socks5://{proxy.address}")
        error = caller.failure("POST")
        assert isinstance(error, errors.RequestError)
        assert str(error) == "a SOCKS proxy needs PySocks: pip install 'codatsynccommerce[socks]'"
        assert not error.maybe_applied
