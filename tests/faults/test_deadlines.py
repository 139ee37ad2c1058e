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
from support.fault_steps import answer, chunks, raw, read, say, say_for_ever, stall

from codatsynccommerce._runtime import timeout
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.models import errors, operations, shared
from codatsynccommerce.utils import RetryConfig, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.fault_connection import Line

ROADS = pytest.mark.parametrize("road", ["own", "session", "adapter"])
TOTAL = 0.3
ONCE = RetryConfig("none", None)

_PADDED = b'{"id": "c", "name": "' + b"x" * 500 + b'"}'
_CHUNKED = raw("200 OK", "Transfer-Encoding: chunked", body=chunks(_PADDED, b""))
_PACKED = answer(gzip.compress(_PADDED), "200 OK", "Content-Encoding: gzip")

DRIPS: dict[str, tuple[bytes, bytes]] = {
    "the status line": (b"HTTP/1.1 2", b"0"),
    "the headers": (b"HTTP/1.1 200 OK\r\nX: y", b"y"),
    "100 Continue": (b"HTTP/1.1 100 Continue\r\n\r\n" * 100, b"HTTP/1.1 100 Continue\r\n\r\n"),
    "103 Early Hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "the size of a chunk": (raw("200 OK", "Transfer-Encoding: chunked"), b"0"),
    "a trailer": (_CHUNKED[:-2], b"X: y\r\n"),
}
"""What a server sends at first, and what it goes on sending, a piece at a time."""

DRIPS_IN_THE_BODY: dict[str, tuple[bytes, bytes]] = {
    "the body": (answer(_PADDED)[:-500], b"x"),
    "the body, without a length": (raw("200 OK", body=b"["), b" "),
    "chunks": (raw("200 OK", "Transfer-Encoding: chunked"), chunks(b" ")),
    "a packed body": (_PACKED[:-20], _PACKED[-20:-19]),
}


class Hands:
    """The hands of the client's clock: a server moves them past the end of every call."""

    def __init__(self) -> None:
        self._moved = 0.0

    def now(self) -> float:
        return monotonic() + self._moved

    def move(self, _line: Line) -> None:
        self._moved += 1_000


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    clock = Hands()
    monkeypatch.setattr(timeout, "monotonic", clock.now)
    return clock


def _late(made: Trial, method: str, **options: Any) -> errors.SDKError:
    error = made.failure(method, **options)
    assert isinstance(error, errors.APITimeoutError)
    return error


def _drip(made: Trial, hands: Hands, drip: tuple[bytes, bytes]) -> None:
    made.server.always(read, say(drip[0]), hands.move, say_for_ever(drip[1], 0.01))


@pytest.mark.parametrize("road", ["own", "session"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("drip", [*DRIPS, *DRIPS_IN_THE_BODY])
def test_drip_ends_by_the_total(drip: str, method: str, road: str, hands: Hands) -> None:
    with trial(road) as made:
        _drip(made, hands, {**DRIPS, **DRIPS_IN_THE_BODY}[drip])
        error = _late(made, method, retries=ONCE)
        assert (error.attempts, error.maybe_applied) == (1, method == "POST")
        made.server.heal()
        made.call(method)


@pytest.mark.parametrize("drip", DRIPS_IN_THE_BODY)
def test_drip_through_a_mounted_adapter(drip: str, hands: Hands) -> None:
    with trial("adapter") as made:
        _drip(made, hands, DRIPS_IN_THE_BODY[drip])
        assert _late(made, "POST", retries=ONCE).maybe_applied
        made.server.heal()
        made.call("POST")


@ROADS
def test_silence_ends_by_the_total(road: str) -> None:
    with trial(road, timeout=Timeout(read=60.0, total=TOTAL)) as made:
        made.server.always(read, stall)
        assert _late(made, "POST").attempts == 1
        made.server.heal()
        made.call("POST")


@ROADS
def test_attempts_share_the_total(road: str) -> None:
    with trial(road, timeout=Timeout(read=0.12, total=TOTAL)) as made:
        made.client._client.clock = Clock(random=lambda: 0.0)
        made.server.always(read, stall)
        assert _late(made, "POST").attempts < ALL
        assert len({asked.key for asked in made.server.requests}) == 1


def test_number_for_a_call_is_its_total() -> None:
    with trial() as made:
        made.server.always(read, stall)
        assert _late(made, "GET", timeout=TOTAL).attempts == 1


def test_pause_past_the_deadline_is_not_taken() -> None:
    with trial(timeout=Timeout(total=30.0)) as made:
        made.server.always(read, say(answer(b"", "503 Service Unavailable", "Retry-After: 31")))
        assert made.failure("GET").retry_after == 31
        assert (made.pauses, made.server.begun) == ([], 1)


def test_pauses_count_towards_the_total() -> None:
    with trial(timeout=Timeout(total=30.0)) as made:
        made.client._client.clock = Clock(
            monotonic=lambda: sum(made.pauses), sleep=made.pauses.append, random=lambda: 0.0
        )
        made.server.always(read, say(answer(b"", "503 Service Unavailable", "Retry-After: 12")))
        assert made.failure("GET").attempts == 3
        assert made.pauses == [12, 12]


@ROADS
def test_write_that_nobody_reads_ends(road: str) -> None:
    with trial(road, timeout=Timeout(connect=60.0, read=60.0, total=1.0)) as made:
        made.server.always(lambda line: line.sleep(1.5), stall)
        customer = shared.AccountingCustomer(customer_name="x" * 8_000_000, status=shared.CustomerStatus.ACTIVE)
        request = operations.CreateAccountingCustomerRequest("c", "connection", customer)
        with pytest.raises(errors.APITimeoutError) as caught:
            made.client.accounting_customers.create_accounting_customer(request)
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


@ROADS
def test_black_hole_was_sent_nothing(road: str) -> None:
    with _full_door() as server, trial(road, server=server, timeout=Timeout(connect=0.1, total=5.0)) as made:
        error = made.failure("POST")
        assert isinstance(error, errors.APITimeoutError)
        assert (error.attempts, error.maybe_applied) == (ALL, road == "adapter")


def test_addresses_of_a_host_share_the_total(monkeypatch: pytest.MonkeyPatch) -> None:
    found = socket.getaddrinfo

    def eight(host: str, *asked: Any, **named: Any) -> Any:
        return found("127.0.0.1", *asked, **named) * 8 if host == "localhost" else found(host, *asked, **named)

    monkeypatch.setattr(socket, "getaddrinfo", eight)
    with _full_door() as server:
        many = f"http://localhost:{server.port}"
        with trial(server=server, server_url=many, timeout=Timeout(connect=TOTAL, total=TOTAL)) as made:
            assert not _late(made, "POST").maybe_applied
