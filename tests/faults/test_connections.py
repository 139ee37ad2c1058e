"""Connections are kept, dropped, shared between threads and left behind by a fork, each byte in its place."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from support.fault_cases import ROWS
from support.fault_client import descriptors, settles, trial
from support.fault_server import FaultServer
from support.fault_steps import answer, chunks, document, fin, ok, raw, read, rst, say, sleep, stall, wait, with_body

from codatsynccommerce._runtime.http import connections, pools
from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from support.fault_connection import Line
    from support.fault_steps import Step

ROADS = pytest.mark.parametrize("road", ["own", "session", "adapter"])
_OTHER = answer(b'{"id": "smuggled", "name": "", "redirect": "", "pushOperationKey": "smuggled"}')


def _smuggle(line: Line) -> None:
    line.send(answer(document(line.asked)) + _OTHER)


def _smuggle_behind_chunks(line: Line) -> None:
    body = chunks(document(line.asked), b"")
    line.send(raw("200 OK", "Transfer-Encoding: chunked", body=body) + _OTHER)


def _smuggle_behind_an_error(line: Line) -> None:
    line.send(answer(b"", "404 Not Found") + _OTHER)


def test_calls_follow_each_other_on_one_connection() -> None:
    with trial() as made:
        for method in ("GET", "POST", "GET"):
            made.call(method)
        assert (made.server.begun, made.server.connections) == (3, 1)


def test_an_error_that_was_read_whole_costs_no_connection() -> None:
    with trial() as made:
        made.server.once(read, say(answer(b"{}", "404 Not Found")))
        made.failure("GET")
        made.call("GET")
        assert made.server.connections == 1


@ROADS
@pytest.mark.parametrize("end", [fin, rst])
def test_an_idle_connection_that_the_server_closes_costs_no_error_and_no_attempt(end: Step, road: str) -> None:
    with trial(road) as made:
        for _ in range(3):
            made.server.once(read, ok, end)
            made.call("POST")
            made.server.idle()
        assert made.pauses == []
        assert (made.server.begun, made.server.connections) == (3, 3)


@ROADS
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "steps",
    [(_smuggle,), (_smuggle_behind_chunks,), (ok, sleep(0.01), say(_OTHER)), (ok, sleep(0.01), say(_OTHER * 2000))],
)
def test_a_second_answer_is_not_taken_for_the_next(steps: tuple[Step, ...], method: str, road: str) -> None:
    with trial(road) as made:
        made.server.once(read, *steps)
        made.call(method)
        made.server.idle()
        for _ in range(3):
            made.call(method)  # It checks that the answer is its own.
        assert road == "adapter" or made.server.connections == 2


@pytest.mark.parametrize("road", ["own", "session"])
def test_an_error_that_leaves_open_where_it_ends_ends_the_connection(road: str) -> None:
    with trial(road) as made:
        made.server.once(read, say(raw("401 Unauthorized", "Content-Length: 15", "Content-Length: 5")))
        assert isinstance(made.failure("GET"), errors.AuthenticationError)
        made.call("GET")
        assert made.server.connections == 2


def test_a_second_answer_behind_an_error_is_not_taken_for_the_next() -> None:
    with trial() as made:
        made.server.once(read, _smuggle_behind_an_error)
        made.failure("GET")
        made.call("GET")


@pytest.mark.parametrize("body", [b"", b"unasked"])
def test_a_204_with_a_body_leaves_nothing_for_the_next(body: bytes) -> None:
    with trial() as made:
        made.server.once(read, say(raw("204 No Content", body=body + _OTHER)))
        made.failure("GET")
        made.call("GET")


@ROADS
@pytest.mark.parametrize("length", ["0", "2", "100"])
def test_a_204_has_no_body_whatever_length_it_says(length: str, road: str) -> None:
    with trial(road) as made:
        made.server.always(read, say(raw("204 No Content", f"Content-Length: {length}")))
        made.client.companies.delete_company(operations.DeleteCompanyRequest("c"))
        assert made.server.begun == 1


_AHEAD = [f"{status} Announced" for status in (101, 102, 103, 104, 199)]


@ROADS
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("line", _AHEAD)
def test_the_answer_behind_one_that_was_only_announced_is_not_taken_for_the_next(
    line: str, method: str, road: str
) -> None:
    with trial(road) as made:
        made.server.once(read, say(raw(line, "X: 1")), sleep(0.1), ok)
        with contextlib.suppress(errors.SDKError):
            made.call(method)
        for _ in range(3):  # While the answer is still under way.
            made.call(method)  # It checks that the answer is its own.


@pytest.mark.parametrize("road", ["own", "session"])
def test_any_status_that_is_only_announced_is_passed_over(road: str) -> None:
    with trial(road) as made:
        for status in (100, 102, 103, 104, 199):
            made.server.once(read, say(raw(f"{status} Announced", "X: 1")), ok)
            made.call("POST")


def test_no_row_of_the_table_leaves_a_socket_open() -> None:
    quick = [row for row in ROWS if not row.slow and "own" in row.only]
    with trial() as made:
        made.call("GET")
        before = descriptors()
        for row in quick:
            made.server.heal()
            made.server.once(*row.steps)
            with contextlib.suppress(errors.SDKError):
                made.call("POST")
        made.call("GET")
        assert settles(lambda: descriptors() <= before)


def test_close_closes_at_once_though_answers_are_still_held() -> None:
    with FaultServer() as server:
        before = descriptors()
        with trial(server=server) as made:
            error = None
            server.once(read, say(answer(b"{}", "404 Not Found")))
            error = made.failure("GET")
            response = made.client.companies.get_company(made.company())
            made.client.close()
            assert response.raw_response is not None
            assert error.raw_response is not None
            assert settles(lambda: descriptors() <= before)


def test_thirty_two_threads_over_mixed_faults_each_get_their_own_answer(caplog: pytest.LogCaptureFixture) -> None:
    faults = {
        1: (fin,),
        2: (rst,),
        3: (_smuggle,),
        4: (with_body(lambda body: answer(body)[:-5]), fin),
        5: (say(answer(b"", "503 Service Unavailable")),),
        6: (sleep(0.02), ok),
        7: (with_body(lambda body: answer(body, "200 OK", "Connection: close")), fin),
    }
    seen: set[str] = set()

    def act(line: Line) -> None:
        # Drawn from the id of the path, and each fault strikes an id once.
        again = line.asked.target in seen
        seen.add(line.asked.target)
        for step in (ok,) if again else faults.get(int(line.asked.company[2:]) % 16, (ok,)):
            step(line)

    with trial() as made, caplog.at_level(logging.WARNING, "urllib3"):
        made.server.always(read, act)
        with ThreadPoolExecutor(32) as pool:
            found = list(pool.map(lambda number: made.call("GET" if number % 2 else "POST"), range(640)))
        assert len(set(found)) == 640
        keys = [asked.key for asked in made.server.requests if asked.method == "POST"]
        assert len(set(keys)) == 320
        assert len({(asked.key, asked.target, asked.body) for asked in made.server.requests if asked.key}) == 320
    assert [record.getMessage() for record in caplog.records if record.name.startswith("urllib3")] == []


def test_first_calls_of_threads_share_one_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, used = Barrier(2), set[int]()
    acquire = connections.Pool.acquire

    def acquire_watched(pool: connections.Pool) -> Any:
        used.add(id(pool))
        return acquire(pool)

    def from_environment(cls: type[pools.Route], url: str) -> pools.Route:
        meeting.wait(5)
        return cls()

    monkeypatch.setattr(pools.Route, "from_environment", classmethod(from_environment))
    monkeypatch.setattr(connections.Pool, "acquire", acquire_watched)
    with trial() as made, ThreadPoolExecutor(2) as executor:
        list(executor.map(made.call, ["GET", "POST"]))
        made.call("GET")
        assert len(used) == 1


@ROADS
def test_a_forked_child_uses_sockets_of_its_own(road: str) -> None:
    with trial(road) as made:
        made.call("GET")
        reader, writer = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # Threads of the server are lost in the child: so be it.
            child = os.fork()
        if child == 0:
            try:
                made.call("POST")
                os.write(writer, b"done")
            finally:
                os._exit(0)
        os.close(writer)
        for _ in range(5):
            made.call("GET")
        with os.fdopen(reader, "rb") as said:
            assert said.read() == b"done"
        assert os.waitpid(child, 0)[1] == 0
        assert (made.server.begun, made.server.connections) == (7, 2)


def test_the_server_waits_for_the_client_to_leave() -> None:
    """The steps of the fault server do what they say: silence is silence until the other side ends it."""
    with trial(timeout=0.2) as made:
        made.server.always(read, wait(5), stall)
        assert isinstance(made.failure("GET"), errors.APITimeoutError)
