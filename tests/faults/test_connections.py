"""Connections are kept, dropped, shared between threads and left behind by a fork, each byte in its place."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import requests
from requests.adapters import HTTPAdapter
from support.fault_cases import FAULT_CASES
from support.fault_client import FaultClient, descriptors, fault_client, settles
from support.fault_connection import PATIENCE
from support.fault_server import FaultServer
from support.fault_steps import (
    chunks,
    document,
    fin,
    head_bytes,
    ok,
    read,
    response_bytes,
    rst,
    send,
    sleep,
    stall,
    wait,
    with_body,
)

from codatsynccommerce._runtime.http import connections, routes
from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.fault_connection import FaultConnection
    from support.fault_steps import Step

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter"])
_OTHER = response_bytes(b'{"id": "smuggled", "name": "", "redirect": "", "pushOperationKey": "smuggled"}')


def _smuggle(connection: FaultConnection) -> None:
    connection.send(response_bytes(document(connection.received)) + _OTHER)


def _smuggle_behind_chunks(connection: FaultConnection) -> None:
    body = chunks(document(connection.received), b"")
    connection.send(head_bytes("200 OK", "Transfer-Encoding: chunked", body=body) + _OTHER)


def _smuggle_behind_an_error(connection: FaultConnection) -> None:
    connection.send(response_bytes(b"", "404 Not Found") + _OTHER)


def test_calls_share_one_connection() -> None:
    with fault_client() as caller:
        for method in ("GET", "POST", "GET"):
            caller.call(method)
        assert (caller.server.begun, caller.server.connections) == (3, 1)


def test_complete_error_keeps_the_connection() -> None:
    with fault_client() as caller:
        caller.server.once(read, send(response_bytes(b"{}", "404 Not Found")))
        caller.failure("GET")
        caller.call("GET")
        assert caller.server.connections == 1


@ROUTES
@pytest.mark.parametrize("end", [fin, rst])
def test_closed_idle_connection_costs_no_attempt(end: Step, route: str) -> None:
    with fault_client(route) as caller:
        for _ in range(3):
            caller.server.once(read, ok, end)
            caller.call("POST")
            caller.server.idle()
        assert caller.pauses == []
        assert (caller.server.begun, caller.server.connections) == (3, 3)


@ROUTES
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "steps",
    [(_smuggle,), (_smuggle_behind_chunks,), (ok, sleep(0.01), send(_OTHER)), (ok, sleep(0.01), send(_OTHER * 2000))],
)
def test_smuggled_response_is_dropped(steps: tuple[Step, ...], method: str, route: str) -> None:
    with fault_client(route) as caller:
        caller.server.once(read, *steps)
        caller.call(method)
        caller.server.idle()
        for _ in range(3):
            caller.call(method)  # It checks that the response is its own.
        assert route == "adapter" or caller.server.connections == 2


@pytest.mark.parametrize("route", ["own", "session"])
def test_error_of_unclear_length_closes_connection(route: str) -> None:
    with fault_client(route) as caller:
        caller.server.once(read, send(head_bytes("401 Unauthorized", "Content-Length: 15", "Content-Length: 5")))
        assert isinstance(caller.failure("GET"), errors.AuthenticationError)
        caller.call("GET")
        assert caller.server.connections == 2


def test_response_smuggled_behind_an_error() -> None:
    with fault_client() as caller:
        caller.server.once(read, _smuggle_behind_an_error)
        caller.failure("GET")
        caller.call("GET")


@pytest.mark.parametrize("body", [b"", b"unasked"])
def test_204_with_a_body_leaves_nothing(body: bytes) -> None:
    with fault_client() as caller:
        caller.server.once(read, send(head_bytes("204 No Content", body=body + _OTHER)))
        caller.failure("GET")
        caller.call("GET")


@ROUTES
@pytest.mark.parametrize("length", ["0", "2", "100"])
def test_204_ignores_its_length(length: str, route: str) -> None:
    with fault_client(route) as caller:
        caller.server.always(read, send(head_bytes("204 No Content", f"Content-Length: {length}")))
        caller.client.companies.delete_company(operations.DeleteCompanyRequest("c"))
        assert caller.server.begun == 1


_AHEAD = [f"{status} Announced" for status in (101, 102, 103, 104, 199)]


@ROUTES
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("line", _AHEAD)
def test_interim_response_is_never_the_next(line: str, method: str, route: str) -> None:
    with fault_client(route) as caller:
        caller.server.once(read, send(head_bytes(line, "X: 1")), sleep(0.1), ok)
        with contextlib.suppress(errors.SDKError):
            caller.call(method)
        for _ in range(3):  # While the response is still on its way.
            caller.call(method)  # It checks that the response is its own.


@pytest.mark.parametrize("route", ["own", "session"])
def test_interim_statuses_are_skipped(route: str) -> None:
    with fault_client(route) as caller:
        for status in (100, 102, 103, 104, 199):
            caller.server.once(read, send(head_bytes(f"{status} Announced", "X: 1")), ok)
            caller.call("POST")


def test_no_fault_leaves_a_socket_open() -> None:
    quick = [case for case in FAULT_CASES if not case.slow and "own" in case.only]
    with fault_client() as caller:
        caller.call("GET")
        before = descriptors()
        for case in quick:
            caller.server.heal()
            caller.server.once(*case.steps)
            with contextlib.suppress(errors.SDKError):
                caller.call("POST")
        caller.call("GET")
        assert settles(lambda: descriptors() <= before)


def test_close_ignores_responses_still_held() -> None:
    with FaultServer() as server:
        before = descriptors()
        with fault_client(server=server) as caller:
            error = None
            server.once(read, send(response_bytes(b"{}", "404 Not Found")))
            error = caller.failure("GET")
            response = caller.client.companies.get_company(caller.company())
            caller.client.close()
            assert response.raw_response is not None
            assert error.raw_response is not None
            assert settles(lambda: descriptors() <= before)


def test_threads_get_their_own_responses(caplog: pytest.LogCaptureFixture) -> None:
    faults = {
        1: (fin,),
        2: (rst,),
        3: (_smuggle,),
        4: (with_body(lambda body: response_bytes(body)[:-5]), fin),
        5: (send(response_bytes(b"", "503 Service Unavailable")),),
        6: (sleep(0.02), ok),
        7: (with_body(lambda body: response_bytes(body, "200 OK", "Connection: close")), fin),
    }
    seen: set[str] = set()

    def act(connection: FaultConnection) -> None:
        # Drawn from the id of the path, and each fault strikes an id once.
        again = connection.received.target in seen
        seen.add(connection.received.target)
        for step in (ok,) if again else faults.get(int(connection.received.company[2:]) % 16, (ok,)):
            step(connection)

    with fault_client() as caller, caplog.at_level(logging.WARNING, "urllib3"):
        caller.server.always(read, act)
        with ThreadPoolExecutor(32) as pool:
            found = list(pool.map(lambda number: caller.call("GET" if number % 2 else "POST"), range(640)))
        assert len(set(found)) == 640
        keys = [received.key for received in caller.server.requests if received.method == "POST"]
        assert len(set(keys)) == 320
        assert (
            len({(received.key, received.target, received.body) for received in caller.server.requests if received.key})
            == 320
        )
    assert [record.getMessage() for record in caplog.records if record.name.startswith("urllib3")] == []


def test_first_calls_of_threads_share_one_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, used = Barrier(2), set[int]()
    acquire = connections.Pool.acquire

    def acquire_watched(pool: connections.Pool) -> Any:
        used.add(id(pool))
        return acquire(pool)

    def from_environment(cls: type[routes.Route], url: str) -> routes.Route:
        meeting.wait(5)
        return cls()

    monkeypatch.setattr(routes.Route, "from_environment", classmethod(from_environment))
    monkeypatch.setattr(connections.Pool, "acquire", acquire_watched)
    with fault_client() as caller, ThreadPoolExecutor(2) as executor:
        list(executor.map(caller.call, ["GET", "POST"]))
        caller.call("GET")
        assert len(used) == 1


@pytest.mark.parametrize("responds", [True, False])
def test_response_to_a_broken_write(responds: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server may respond before it has read everything, and close the connection."""
    write = connections.ConnectionMethods._write

    def break_off(connection: connections.ConnectionMethods, data: bytes) -> None:
        write(connection, data)
        raise BrokenPipeError

    with fault_client() as caller:
        if not responds:
            caller.server.always(read, fin)
        monkeypatch.setattr(connections.ConnectionMethods, "_write", break_off)
        if responds:
            caller.call("POST")
        else:
            error = caller.failure("POST")
            assert "the connection failed" in str(error)
            assert error.maybe_applied
        monkeypatch.undo()
        caller.server.heal()
        caller.call("POST")
        assert caller.server.connections == 1


@ROUTES
def test_forked_child_opens_its_own_sockets(route: str) -> None:
    with fault_client(route) as caller:
        caller.call("GET")
        reader, writer = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # Threads of the server are lost in the child: so be it.
            child = os.fork()
        if child == 0:
            try:
                caller.call("POST")
                os.write(writer, b"done")
            finally:
                os._exit(0)
        os.close(writer)
        for _ in range(5):
            caller.call("GET")
        with os.fdopen(reader, "rb") as said:
            assert said.read() == b"done"
        assert os.waitpid(child, 0)[1] == 0
        assert (caller.server.begun, caller.server.connections) == (7, 2)


class _Adapter(HTTPAdapter):
    """Lets a test do something while the connections of the parent are left to it."""

    meanwhile: ClassVar[list[Callable[[], object]]] = []

    @property
    def proxy_manager(self) -> dict[str, Any]:  # pyright: ignore[reportIncompatibleVariableOverride]
        if self.meanwhile:
            self.meanwhile.pop()()
        return {}

    @proxy_manager.setter
    def proxy_manager(self, _managers: object) -> None:
        pass


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_first_calls_of_a_forked_child_share_nothing() -> None:
    """A second thread calls while the first one is leaving the connections of the parent to it."""
    with FaultServer() as server, requests.Session() as session, ThreadPoolExecutor(1) as executor:
        session.mount("http://", _Adapter())
        caller = FaultClient(server, session)
        caller.call("GET")
        child = os.fork()
        if child == 0:
            try:
                with ThreadPoolExecutor(1) as second:
                    _Adapter.meanwhile.append(lambda: second.submit(caller.call, "GET").result(PATIENCE))
                    caller.call("POST")
            finally:
                os._exit(0)
        assert executor.submit(os.waitpid, child, 0).result(PATIENCE)[1] == 0
        assert (server.begun, server.connections) == (3, 3)


def test_call_survives_close_by_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    acquire = connections.PoolMethods.acquire

    with fault_client() as caller:
        caller.call("POST")

        def acquire_late(pool: connections.PoolMethods) -> connections.ConnectionMethods:
            monkeypatch.undo()
            caller.client.close()
            return acquire(pool)

        monkeypatch.setattr(connections.PoolMethods, "acquire", acquire_late)
        caller.call("POST")
        assert (caller.pauses, caller.server.begun, caller.server.connections) == ([], 2, 2)


def test_silence_lasts_until_the_client_leaves() -> None:
    """The steps of the fault server do what they say: silence is silence until the other side ends it."""
    with fault_client(timeout=0.2) as caller:
        caller.server.always(read, wait(5), stall)
        assert isinstance(caller.failure("GET"), errors.APITimeoutError)
