"""TLS: who cannot prove to be the API is sent nothing, and asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import certificates
from support.fault_case import ALL
from support.fault_client import trial
from support.fault_server import FaultServer
from support.fault_steps import answer, fin, raw, read, rst, say, say_for_ever, stall, with_body

from codatsynccommerce.models import errors
from codatsynccommerce.utils import Timeout

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path

    from support.fault_steps import Step

ROADS = pytest.mark.parametrize("road", ["own", "session", "adapter", "async"])
VERBS = pytest.mark.parametrize("method", ["GET", "POST"])


def is_unknown(road: str, method: str) -> bool:
    """What an adapter of the caller's did before it failed cannot be known, so that a write may have been applied."""
    return road == "adapter" and method == "POST"


@pytest.fixture(autouse=True)
def _trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificates.trusted(tmp_path))


@ROADS
def test_a_certificate_that_is_trusted_is_used(road: str) -> None:
    with trial(road, server=FaultServer(tls=certificates.good())) as made:
        for method in ("GET", "POST", "GET"):
            made.call(method)
        assert (made.server.begun, made.server.connections) == (3, 1)


@ROADS
@VERBS
@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (certificates.of_an_unknown_authority, "certificate"),
        (certificates.of_another_host, "ertificate"),
        (certificates.expired, "expired"),
    ],
)
def test_a_certificate_that_is_not_trusted_ends_the_call_at_the_first_handshake(
    certificate: Callable[[], ssl.SSLContext], words: str, method: str, road: str
) -> None:
    with trial(road, server=FaultServer(tls=certificate())) as made:
        error = made.failure(method)
        assert type(error) is errors.APIConnectionError
        assert words in str(error)
        assert (error.attempts, error.maybe_applied, made.pauses) == (1, is_unknown(road, method), [])
        assert (made.server.connections, made.server.requests) == (1, [])


@ROADS
@VERBS
@pytest.mark.parametrize(
    "said",
    [
        b"garbage that is no handshake",
        raw("400 Bad Request"),
        b"\x16\x03\x03\x00\x05hello",
        b"\x15\x03\x03\x00\x02\x02\x28",
    ],
)
def test_garbage_for_a_handshake_ends_the_call_at_once(said: bytes, method: str, road: str) -> None:
    with FaultServer() as server:
        secure = server.url.replace("http:", "https:")
        with trial(road, server=server, server_url=secure) as made:
            server.always(say(said), fin)
            error = made.failure(method)
            assert type(error) is errors.APIConnectionError
            assert (error.attempts, error.maybe_applied, made.pauses) == (1, is_unknown(road, method), [])
            assert server.connections == 1


@ROADS
@pytest.mark.parametrize("end", [fin, rst])
def test_a_handshake_that_breaks_off_is_tried_again_and_sent_nothing(end: Step, road: str) -> None:
    with FaultServer() as server:
        secure = server.url.replace("http:", "https:")
        with trial(road, server=server, server_url=secure) as made:
            server.always(lambda line: line.wait(), end)
            error = made.failure("POST")
            assert (error.attempts, error.maybe_applied) == (ALL, is_unknown(road, "POST"))


@ROADS
def test_a_handshake_that_is_never_answered_ends_in_time_and_sent_nothing(road: str) -> None:
    with FaultServer() as server:
        secure = server.url.replace("http:", "https:")
        with trial(road, server=server, server_url=secure, timeout=Timeout(connect=60, total=0.3)) as made:
            server.always(stall)
            error = made.failure("POST")
            assert isinstance(error, errors.APITimeoutError)
            assert (error.attempts, error.maybe_applied) == (1, is_unknown(road, "POST"))


@ROADS
@pytest.mark.parametrize("end", [fin, rst])
def test_a_body_that_is_cut_within_tls_is_cut(end: Step, road: str) -> None:
    with trial(road, server=FaultServer(tls=certificates.good())) as made:
        made.server.always(read, with_body(lambda body: answer(body)[:-5]), end)
        error = made.failure("POST")
        assert isinstance(error, (errors.APIConnectionError, errors.ResponseDecodeError))
        assert (error.attempts, error.maybe_applied) == (ALL, True)
        made.server.heal()
        made.call("POST")


def test_deadline_holds_within_tls() -> None:
    with trial(server=FaultServer(tls=certificates.good()), timeout=Timeout(read=60, total=1)) as made:
        made.server.always(read, say(answer(b" " * 500)[:-500]), say_for_ever(b" ", 0.2))
        assert isinstance(made.failure("POST"), errors.APITimeoutError)


@ROADS
@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_bundle_that_cannot_be_read_is_a_mistake_and_nothing_is_sent(
    content: str | None, road: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "bundle.pem"
    if content:
        bundle.write_text(content)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with trial(road, server=FaultServer(tls=certificates.good())) as made:
        error = made.failure("POST")
        assert error.maybe_applied is is_unknown(road, "POST")
        assert made.server.requests == []
        if road != "adapter":
            assert isinstance(error, errors.RequestError)
            assert made.pauses == []
