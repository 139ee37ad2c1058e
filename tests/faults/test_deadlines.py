"""A call ends by its `total` time limit, whatever the server does to hold it up."""

from __future__ import annotations

import gzip
import socket
from contextlib import contextmanager
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from support.fault_case import ALL
from support.fault_client import PATIENT, FaultClient, fault_client
from support.fault_server import FaultServer
from support.fault_steps import chunks, head_bytes, read, response_bytes, send, send_forever, sleep, stall

from codatsynccommerce._runtime import timeout
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import RetryConfig, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.fault_connection import FaultConnection

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter", "async"])
TOTAL = 0.3
ONCE = RetryConfig("none", None)

_PADDED = b'{"id": "c", "name": "' + b"x" * 500 + b'"}'
_CHUNKED = head_bytes("200 OK", "Transfer-Encoding: chunked", body=chunks(_PADDED, b""))
_PACKED = response_bytes(gzip.compress(_PADDED), "200 OK", "Content-Encoding: gzip")

DRIPS: dict[str, tuple[bytes, bytes]] = {
    "the status line": (b"HTTP/1.1 2", b"0"),
    "the headers": (b"HTTP/1.1 200 OK\r\nX: y", b"y"),
    "100 Continue": (b"HTTP/1.1 100 Continue\r\n\r\n" * 100, b"HTTP/1.1 100 Continue\r\n\r\n"),
    "103 Early Hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "the size of a chunk": (head_bytes("200 OK", "Transfer-Encoding: chunked"), b"0"),
    "a trailer": (_CHUNKED[:-2], b"X: y\r\n"),
}
"""What a server sends at first, and what it goes on sending, a piece at a time."""

DRIPS_IN_THE_BODY: dict[str, tuple[bytes, bytes]] = {
    "the body": (response_bytes(_PADDED)[:-500], b"x"),
    "the body, without a length": (head_bytes("200 OK", body=b"["), b" "),
    "chunks": (head_bytes("200 OK", "Transfer-Encoding: chunked"), chunks(b" ")),
    "a packed body": (_PACKED[:-20], _PACKED[-20:-19]),
}


class Hands:
    """The hands of the client's clock: a server moves them past the end of every call."""

    def __init__(self) -> None:
        self._moved = 0.0

    def now(self) -> float:
        return monotonic() + self._moved

    def move(self, _connection: FaultConnection) -> None:
        self._moved += 1_000


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    clock = Hands()
    monkeypatch.setattr(timeout, "monotonic", clock.now)
    return clock


def _late(caller: FaultClient, method: str, **options: Any) -> errors.SDKError:
    error = caller.failure(method, **options)
    assert isinstance(error, errors.APITimeoutError)
    return error


def _drip(caller: FaultClient, hands: Hands, drip: tuple[bytes, bytes]) -> None:
    caller.server.always(read, send(drip[0]), hands.move, send_forever(drip[1], 0.01))


@pytest.mark.parametrize("route", ["own", "session"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("drip", [*DRIPS, *DRIPS_IN_THE_BODY])
def test_drip_ends_by_the_total(drip: str, method: str, route: str, hands: Hands) -> None:
    with fault_client(route) as caller:
        _drip(caller, hands, {**DRIPS, **DRIPS_IN_THE_BODY}[drip])
        error = _late(caller, method, retries=ONCE)
        assert (error.attempts, error.maybe_applied) == (1, method == "POST")
        caller.server.heal()
        caller.call(method, timeout=PATIENT)


@pytest.mark.parametrize("drip", DRIPS_IN_THE_BODY)
def test_drip_through_a_mounted_adapter(drip: str, hands: Hands) -> None:
    with fault_client("adapter") as caller:
        _drip(caller, hands, DRIPS_IN_THE_BODY[drip])
        assert _late(caller, "POST", retries=ONCE).maybe_applied
        caller.server.heal()
        caller.call("POST", timeout=PATIENT)


@ROUTES
def test_dripping_body_leaves_the_status(route: str) -> None:
    with fault_client(route, timeout=Timeout(total=TOTAL)) as caller:
        caller.server.always(read, send(head_bytes("400 Bad Request", "Content-Length: 500")), send_forever(b" ", 0.01))
        assert isinstance(caller.failure("POST", retries=ONCE), errors.BadRequestError)


@ROUTES
def test_bomb_ends_by_the_total(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few bytes that take long to unpack: every look at the clock costs a part of the time."""
    looks = count()
    bomb = response_bytes(gzip.compress(b" " * 16 * 1024 * 1024), "200 OK", "Content-Encoding: gzip")
    with fault_client(route, timeout=Timeout(total=10.0)) as caller:
        caller.call("GET", timeout=PATIENT)
        caller.server.once(read, send(bomb))
        with monkeypatch.context() as patch:
            patch.setattr(timeout, "monotonic", lambda: next(looks) / 10)
            assert _late(caller, "POST", retries=ONCE).maybe_applied
        caller.call("POST", timeout=PATIENT)


@ROUTES
def test_silence_ends_by_the_total(route: str) -> None:
    with fault_client(route, timeout=Timeout(read=60.0, total=TOTAL)) as caller:
        caller.server.always(read, stall)
        assert _late(caller, "POST").attempts == 1
        caller.server.heal()
        caller.call("POST", timeout=PATIENT)


@ROUTES
def test_attempts_share_the_total(route: str) -> None:
    with fault_client(route, timeout=Timeout(read=0.12, total=TOTAL)) as caller:
        caller.client._client.clock = Clock(random=lambda: 0.0)
        caller.server.always(read, stall)
        assert _late(caller, "POST").attempts < ALL
        assert len({received.key for received in caller.server.requests}) == 1


def test_number_for_a_call_is_its_total() -> None:
    with fault_client() as caller:
        caller.server.always(read, stall)
        assert _late(caller, "GET", timeout=TOTAL).attempts == 1


def test_pause_past_the_deadline_is_not_taken() -> None:
    with fault_client(timeout=Timeout(total=30.0)) as caller:
        caller.server.always(read, send(response_bytes(b"", "503 Service Unavailable", "Retry-After: 31")))
        assert caller.failure("GET").retry_after == 31
        assert (caller.pauses, caller.server.begun) == ([], 1)


def test_pauses_count_towards_the_total() -> None:
    with fault_client(timeout=Timeout(total=30.0)) as caller:
        caller.client._client.clock = Clock(
            monotonic=lambda: sum(caller.pauses), sleep=caller.pauses.append, random=lambda: 0.0
        )
        caller.server.always(read, send(response_bytes(b"", "503 Service Unavailable", "Retry-After: 12")))
        assert caller.failure("GET").attempts == 3
        assert caller.pauses == [12, 12]


@ROUTES
def test_write_that_nobody_reads_ends(route: str) -> None:
    with fault_client(route, timeout=Timeout(connect=60.0, read=60.0, total=0.5)) as caller:
        caller.server.always(sleep(0.8), stall)
        customer = shared.AccountingCustomer(customer_name="x" * 8_000_000, status=shared.CustomerStatus.ACTIVE)
        request = operations.CreateAccountingCustomerRequest("c", "connection", customer)
        with pytest.raises(errors.APITimeoutError) as caught:
            caller.client.accounting_customers.create_accounting_customer(request)
        assert caught.value.maybe_applied


@contextmanager
def _full_door() -> Iterator[FaultServer]:
    """Return a server whose queue of connections is full: further ones are neither accepted nor refused."""
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


@ROUTES
def test_black_hole_was_sent_nothing(route: str) -> None:
    with _full_door() as server, fault_client(route, server=server, timeout=Timeout(connect=0.1, total=5.0)) as caller:
        error = caller.failure("POST")
        assert isinstance(error, errors.APITimeoutError)
        assert (error.attempts, error.maybe_applied) == (ALL, route == "adapter")


def test_addresses_of_a_host_share_the_total(monkeypatch: pytest.MonkeyPatch) -> None:
    found = socket.getaddrinfo

    def eight(host: str, *received: Any, **named: Any) -> Any:
        return found("127.0.0.1", *received, **named) * 8 if host == "localhost" else found(host, *received, **named)

    monkeypatch.setattr(socket, "getaddrinfo", eight)
    with _full_door() as server:
        many = f"http://localhost:{server.port}"
        with fault_client(server=server, server_url=many, timeout=Timeout(connect=TOTAL, total=TOTAL)) as caller:
            assert not _late(caller, "POST").maybe_applied
