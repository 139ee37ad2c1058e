"""TLS: a server that cannot prove to be the API is sent nothing, and is not tried again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from support import certificates
from support.fault_case import ALL
from support.fault_client import fault_client
from support.fault_server import FaultServer
from support.fault_steps import fin, head_bytes, read, response_bytes, rst, send, send_forever, stall, tunnel, with_body

from codatsynccommerce.models import errors
from codatsynccommerce.utils import Timeout

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path

    from support.fault_steps import Step

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter", "async"])
VERBS = pytest.mark.parametrize("method", ["GET", "POST"])


_OTHER = response_bytes(b'{"id": "smuggled", "name": "", "redirect": ""}')


def is_unknown(route: str, method: str) -> bool:
    """What an adapter of the caller's did before it failed cannot be known, so that a write may have been applied."""
    return route == "adapter" and method == "POST"


@pytest.fixture(autouse=True)
def _trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificates.trusted(tmp_path))


@ROUTES
def test_trusted_certificate_is_used(route: str) -> None:
    with fault_client(route, server=FaultServer(tls=certificates.good())) as caller:
        for method in ("GET", "POST", "GET"):
            caller.call(method)
        assert (caller.server.begun, caller.server.connections) == (3, 1)


@ROUTES
@VERBS
@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (certificates.of_an_unknown_authority, "certificate"),
        (certificates.of_another_host, "ertificate"),
        (certificates.expired, "expired"),
    ],
)
def test_untrusted_certificate_ends_the_call(
    certificate: Callable[[], ssl.SSLContext], words: str, method: str, route: str
) -> None:
    with fault_client(route, server=FaultServer(tls=certificate())) as caller:
        error = caller.failure(method)
        assert type(error) is errors.APIConnectionError
        assert words in str(error)
        assert (error.attempts, error.maybe_applied, caller.pauses) == (1, is_unknown(route, method), [])
        assert (caller.server.connections, caller.server.requests) == (1, [])


@ROUTES
@VERBS
@pytest.mark.parametrize(
    "said",
    [
        b"garbage that is no handshake",
        head_bytes("400 Bad Request"),
        b"\x16\x03\x03\x00\x05hello",
        b"\x15\x03\x03\x00\x02\x02\x28",
    ],
)
def test_garbage_handshake_ends_the_call(said: bytes, method: str, route: str) -> None:
    with FaultServer() as server:
        secure = server.url.replace("http:", "https:")
        with fault_client(route, server=server, server_url=secure) as caller:
            server.always(send(said), fin)
            error = caller.failure(method)
            assert type(error) is errors.APIConnectionError
            assert (error.attempts, error.maybe_applied, caller.pauses) == (1, is_unknown(route, method), [])
            assert server.connections == 1


@ROUTES
@pytest.mark.parametrize("end", [fin, rst])
def test_broken_handshake_is_retried(end: Step, route: str) -> None:
    with FaultServer() as server:
        secure = server.url.replace("http:", "https:")
        with fault_client(route, server=server, server_url=secure) as caller:
            server.always(lambda connection: connection.wait(), end)
            error = caller.failure("POST")
            assert (error.attempts, error.maybe_applied) == (ALL, is_unknown(route, "POST"))


@ROUTES
def test_silent_handshake_times_out(route: str) -> None:
    with FaultServer() as server:
        secure = server.url.replace("http:", "https:")
        with fault_client(route, server=server, server_url=secure, timeout=Timeout(connect=60, total=0.3)) as caller:
            server.always(stall)
            error = caller.failure("POST")
            assert isinstance(error, errors.APITimeoutError)
            assert (error.attempts, error.maybe_applied) == (1, is_unknown(route, "POST"))


@ROUTES
@pytest.mark.parametrize("end", [fin, rst])
def test_body_cut_within_tls(end: Step, route: str) -> None:
    with fault_client(route, server=FaultServer(tls=certificates.good())) as caller:
        caller.server.always(read, with_body(lambda body: response_bytes(body)[:-5]), end)
        error = caller.failure("POST")
        assert isinstance(error, (errors.APIConnectionError, errors.ResponseDecodeError))
        assert (error.attempts, error.maybe_applied) == (ALL, True)
        caller.server.heal()
        caller.call("POST")


@pytest.mark.parametrize("route", ["own", "session", "async"])
@pytest.mark.parametrize("through_proxy", [False, True], ids=["direct", "within TLS"])
def test_rest_of_a_record_is_no_response(through_proxy: bool, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS has decrypted the whole record; the reader of the response has taken a part of it."""
    with FaultServer(tls=certificates.good()) as proxy:
        if through_proxy:
            if route == "async" and sys.version_info < (3, 11):  # asyncio cannot put TLS into TLS.
                return
            monkeypatch.setenv("https_proxy", proxy.url)
            proxy.always(read, tunnel)
        with fault_client(route, server=FaultServer(tls=certificates.good())) as caller:
            caller.server.once(read, with_body(lambda body: _filled(body) + _OTHER))
            caller.call("GET")
            caller.call("GET")  # It checks that the response is its own.
            assert caller.server.connections == 2
            caller.client.close()


def _filled(body: bytes) -> bytes:
    """Return a response that fills the buffer into which responses are read, of 8 KiB before Python 3.14."""
    room = 8192 - len(response_bytes(body.ljust(1000)))
    return response_bytes(body.ljust(1000 + room))


def test_deadline_holds_within_tls() -> None:
    with fault_client(server=FaultServer(tls=certificates.good()), timeout=Timeout(read=60, total=1)) as caller:
        caller.server.always(read, send(response_bytes(b" " * 500)[:-500]), send_forever(b" ", 0.2))
        assert isinstance(caller.failure("POST"), errors.APITimeoutError)


@ROUTES
@pytest.mark.parametrize("content", [None, "no certificate"])
def test_unreadable_bundle_sends_nothing(
    content: str | None, route: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "bundle.pem"
    if content:
        bundle.write_text(content)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with fault_client(route, server=FaultServer(tls=certificates.good())) as caller:
        error = caller.failure("POST")
        assert error.maybe_applied is is_unknown(route, "POST")
        assert caller.server.requests == []
        if route != "adapter":
            assert isinstance(error, errors.RequestError)
            assert caller.pauses == []
