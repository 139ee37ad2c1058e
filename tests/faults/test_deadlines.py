"""A call ends by its total, whatever the server does to hold it."""

from __future__ import annotations

import gzip
import socket
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from support.fault_case import ALL
from support.fault_client import Trial, trial
from support.fault_server import FaultServer
from support.fault_steps import Step, answer, chunks, raw, read, say, say_for_ever, say_slowly, stall

from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

TOTAL = 0.3
LATE = 3.0
"""Seconds that a busy computer may take to notice."""

_PADDED = b'{"id": "c", "name": "' + b"x" * 500 + b'"}'
_CHUNKED = raw("200 OK", "Transfer-Encoding: chunked", body=chunks(_PADDED, b""))
_PACKED = answer(gzip.compress(_PADDED), "200 OK", "Content-Encoding: gzip")

DRIPS: dict[str, tuple[Step, ...]] = {
    "the status line": (read, say_slowly(answer(_PADDED), 0.03)),
    "the headers": (read, say(b"HTTP/1.1 200 OK\r\n"), say_slowly(b"X: " + b"y" * 500, 0.03)),
    "the headers, without end": (read, say(b"HTTP/1.1 200 OK\r\nX: "), say_for_ever(b"y", 0.01)),
    "100 Continue, slowly": (read, say_for_ever(b"HTTP/1.1 100 Continue\r\n\r\n", 0.02)),
    "100 Continue, as fast as it can": (read, say_for_ever(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)),
    "103 Early Hints": (read, say_for_ever(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 0.02)),
    "the size of a chunk": (read, say(raw("200 OK", "Transfer-Encoding: chunked")), say_for_ever(b"0", 0.02)),
    "a trailer": (read, say(_CHUNKED[:-2]), say_for_ever(b"X: y\r\n", 0.01)),
}
DRIPS_IN_THE_BODY: dict[str, tuple[Step, ...]] = {
    "the body": (read, say(answer(_PADDED)[:-500]), say_slowly(b"x" * 500, 0.03)),
    "the body, without a length": (read, say(raw("200 OK", body=b"[")), say_for_ever(b" ", 0.03)),
    "chunks": (read, say(raw("200 OK", "Transfer-Encoding: chunked")), say_for_ever(chunks(b" "), 0.03)),
    "a packed body": (read, say(_PACKED[:-20]), say_slowly(_PACKED[-20:], 0.03)),
}


@contextmanager
def ends_by(total: float) -> Iterator[None]:
    began = monotonic()
    yield
    assert total - 0.05 < monotonic() - began < total + LATE


def _late(made: Trial, method: str, **options: Any) -> errors.SDKError:
    with ends_by(TOTAL):
        error = made.failure(method, **options)
    assert isinstance(error, errors.APITimeoutError)
    return error


@pytest.mark.parametrize("road", ["own", "session"])
@pytest.mark.parametrize(
    ("drip", "method"),
    [("the headers", "GET"), ("the body", "GET"), *[(drip, "POST") for drip in [*DRIPS, *DRIPS_IN_THE_BODY]]],
)
def test_a_drip(drip: str, method: str, road: str) -> None:
    with trial(road, timeout=Timeout(read=5.0, total=TOTAL)) as made:
        made.server.always(*{**DRIPS, **DRIPS_IN_THE_BODY}[drip])
        error = _late(made, method)
        assert (error.attempts, error.maybe_applied) == (1, method == "POST")
        made.server.heal()
        made.call(method)


@pytest.mark.parametrize("drip", DRIPS_IN_THE_BODY)
def test_a_drip_in_the_body_through_an_adapter_of_the_caller(drip: str) -> None:
    with trial("adapter", timeout=Timeout(read=5.0, total=TOTAL)) as made:
        made.server.always(*DRIPS_IN_THE_BODY[drip])
        assert _late(made, "POST").maybe_applied
        made.server.heal()
        made.call("POST")


@pytest.mark.parametrize("road", ["own", "session", "adapter"])
def test_silence_longer_than_the_call_ends_it_though_a_read_may_take_longer(road: str) -> None:
    with trial(road, timeout=Timeout(read=60.0, total=TOTAL)) as made:
        made.server.always(read, stall)
        assert _late(made, "POST").attempts == 1
        made.server.heal()
        made.call("POST")


@pytest.mark.parametrize("road", ["own", "session", "adapter"])
def test_attempts_share_the_time_of_the_call(road: str) -> None:
    with trial(road, timeout=Timeout(read=0.12, total=TOTAL)) as made:
        made.client._client.clock = Clock(random=lambda: 0.0)
        made.server.always(read, stall)
        assert _late(made, "POST").attempts < ALL
        assert len({asked.key for asked in made.server.requests}) == 1


def test_a_number_given_for_one_call_is_its_total() -> None:
    with trial() as made:
        made.server.always(*DRIPS["the headers"])
        assert _late(made, "GET", timeout=TOTAL).attempts == 1


def test_a_pause_that_would_cross_the_deadline_is_not_taken() -> None:
    with trial(timeout=Timeout(total=30.0)) as made:
        made.server.always(read, say(answer(b"", "503 Service Unavailable", "Retry-After: 31")))
        assert made.failure("GET").retry_after == 31
        assert (made.pauses, made.server.begun) == ([], 1)


def test_pauses_are_time_of_the_call() -> None:
    with trial(timeout=Timeout(total=30.0)) as made:
        made.client._client.clock = Clock(
            monotonic=lambda: sum(made.pauses), sleep=made.pauses.append, random=lambda: 0.0
        )
        made.server.always(read, say(answer(b"", "503 Service Unavailable", "Retry-After: 12")))
        assert made.failure("GET").attempts == 3
        assert made.pauses == [12, 12]


@pytest.mark.parametrize("road", ["own", "session", "adapter"])
def test_a_server_that_does_not_take_the_request_is_given_up(road: str) -> None:
    with trial(road, timeout=Timeout(connect=TOTAL, read=60.0, total=TOTAL)) as made:
        made.server.always(lambda line: line.sleep(TOTAL + 0.2), stall)
        customer = shared.AccountingCustomer(customer_name="x" * 8_000_000, status=shared.CustomerStatus.ACTIVE)
        request = operations.CreateAccountingCustomerRequest("c", "connection", customer)
        began = monotonic()
        with pytest.raises(errors.APITimeoutError) as caught:
            made.client.accounting_customers.create_accounting_customer(request)
        assert monotonic() - began < TOTAL + LATE
        assert caught.value.maybe_applied


@contextmanager
def _full_door() -> Iterator[FaultServer]:
    """Give a server whose queue of connections is full: further ones are neither let in nor refused."""
    with FaultServer(listening=False) as server:
        server.door.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        try:
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", server.port))
            yield server
        finally:
            for one in waiting:
                one.close()


@pytest.mark.parametrize("road", ["own", "session", "adapter"])
def test_a_black_hole_before_the_connection_was_never_sent_anything(road: str) -> None:
    with _full_door() as server, trial(road, server=server, timeout=Timeout(connect=0.1, total=5.0)) as made:
        error = made.failure("POST")
        assert isinstance(error, errors.APITimeoutError)
        assert (error.attempts, error.maybe_applied) == (ALL, road == "adapter")


def test_many_addresses_of_one_host_share_the_time_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    found = socket.getaddrinfo

    def eight(host: str, *asked: Any, **named: Any) -> Any:
        return found("127.0.0.1", *asked, **named) * 8 if host == "localhost" else found(host, *asked, **named)

    monkeypatch.setattr(socket, "getaddrinfo", eight)
    with _full_door() as server:
        many = f"http://localhost:{server.port}"
        with trial(server=server, server_url=many, timeout=Timeout(connect=TOTAL, total=TOTAL)) as made:
            assert not _late(made, "POST").maybe_applied
