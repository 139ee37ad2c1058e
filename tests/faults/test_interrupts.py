"""An exception of a signal, a task queue or a full memory ends a call at once, unchanged; the client stays usable."""

from __future__ import annotations

import gc
import inspect
import logging
import os
import signal
import subprocess
import sys
import threading
import traceback
import warnings
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from support.api_key import ENCODED, KEY
from support.fault_client import FaultClient, Mounted, descriptors, fault_client, settles
from support.fault_connection import PATIENCE
from support.fault_server import FaultServer
from support.fault_steps import read, response_bytes, send, stall
from support.for_each import for_each

from codatsynccommerce._runtime.client import Pipeline
from codatsynccommerce._runtime.http import connections, reading
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from support.fault_connection import FaultConnection
    from support.fault_steps import Step

ROUTES = pytest.mark.parametrize("route", ["own", "session", "adapter"])


class SoftTimeLimitExceeded(Exception):  # noqa: N818 - the name that Celery gives it
    """What a task queue raises in the main thread when the time of a task is over."""


_due: list[type[BaseException]] = []
"""What the handler of the signal is to raise, once."""


def _raise_due(*_signal: object) -> None:
    if _due:
        raise _due.pop()


@pytest.fixture(scope="module", autouse=True)
def _handler() -> Iterator[None]:
    signal.signal(signal.SIGUSR1, _raise_due)
    yield
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # A server may send one more.


@contextmanager
def raising(kind: type[BaseException]) -> Iterator[None]:
    """Let a signal raise an exception in the main thread, and expect it to come out unchanged."""
    _due.append(kind)
    with pytest.raises(kind) as raised:
        yield
    assert type(raised.value) is kind


def interrupt(connection: FaultConnection) -> None:
    """Send the signal until it has raised: one that comes just before a read begins to wait does not end it."""
    while _due:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
        connection.pause(0.05)


def wait_for_first_byte(connection: FaultConnection) -> None:
    connection.wait()


MOMENTS: dict[str, tuple[Step, ...]] = {
    "before the response": (read, interrupt, stall),
    "in the headers": (read, send(b"HTTP/1.1 200 OK\r\nX: "), interrupt, stall),
    "in the body": (read, send(response_bytes(b"{}")[:-1]), interrupt, stall),
    "in the body of an error": (read, send(response_bytes(b"{}", "503 Service Unavailable")[:-1]), interrupt, stall),
}


@ROUTES
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SoftTimeLimitExceeded, TimeoutError])
@pytest.mark.parametrize("moment", MOMENTS)
def test_exception_of_a_signal_passes_through(moment: str, kind: type[BaseException], method: str, route: str) -> None:
    with fault_client(route) as caller:
        caller.call(method)
        before = descriptors()
        caller.server.always(*MOMENTS[moment])
        with raising(kind):
            caller.call(method)
        caller.server.heal()
        caller.call(method)
        assert (caller.server.begun, caller.pauses) == (1, [])
        assert settles(lambda: descriptors() <= before)


@ROUTES
def test_exception_of_a_signal_during_a_write(route: str) -> None:
    """The server reads nothing, so that the client is still writing when the signal comes."""
    customer = shared.AccountingCustomer(customer_name="x" * 20_000_000, status=shared.CustomerStatus.ACTIVE)
    request = operations.CreateAccountingCustomerRequest("c", "connection", customer)
    with fault_client(route) as caller:
        caller.server.always(wait_for_first_byte, interrupt, stall)
        with raising(SoftTimeLimitExceeded):
            caller.client.accounting_customers.create_accounting_customer(request)
        caller.server.heal()
        caller.call("POST")


@ROUTES
def test_ctrl_c_during_a_pause(route: str) -> None:
    def raise_interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    with fault_client(route) as caller:
        caller.client._client.clock = caller.client._client.clock._replace(sleep=raise_interrupt)
        caller.server.once(read, send(response_bytes(b"", "503 Service Unavailable")))
        with pytest.raises(KeyboardInterrupt):
            caller.call("POST")
        assert caller.server.begun == 1
        caller.call("POST")
        assert caller.server.begun == 2


def test_memory_error_passes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> bytes:
        raise MemoryError

    with fault_client() as caller:
        monkeypatch.setattr(reading, "unpack", fail)
        with pytest.raises(MemoryError):
            caller.call("POST")
        monkeypatch.undo()
        caller.call("POST")


@contextmanager
def hook_that_raises(error: Exception, *, mounted: bool) -> Iterator[tuple[FaultServer, FaultClient, requests.Session]]:
    """Yield a server, and a client whose Session has a hook that raises an error."""

    def fail(*_given: object, **_named: object) -> None:
        raise error

    with requests.Session() as session, FaultServer() as server:
        session.hooks["response"].append(fail)
        if mounted:
            session.mount("http://", Mounted())
        yield server, FaultClient(server, session), session


@pytest.mark.parametrize("mounted", [False, True])
@pytest.mark.parametrize("kind", [ValueError, FileNotFoundError, KeyError, requests.HTTPError])
def test_mistake_of_a_hook_passes_through(kind: type[Exception], mounted: bool) -> None:
    with hook_that_raises(kind(), mounted=mounted) as (_, caller, session):
        with pytest.raises(kind):
            caller.call("POST")
        session.hooks["response"].clear()
        caller.call("POST")


@pytest.mark.parametrize("mounted", [False, True])
@for_each("kind", [errors.RequestError, errors.RateLimitError])
def test_error_of_a_hook_says_nothing_of_the_call(kind: type[errors.SDKError], mounted: bool) -> None:
    """A hook that calls the API itself may meet errors of this package."""
    error = kind("of a hook", 429)
    with hook_that_raises(error, mounted=mounted) as (server, caller, _):
        with pytest.raises(type(error)) as raised:
            caller.call("POST")
        assert raised.value is error
        assert (error.maybe_applied, server.begun, caller.pauses) == (True, 1, [])
        known = errors.CallInterruptedError.of(error)
        assert known is not None
        assert (known.maybe_applied, known.idempotency_key) == (True, server.requests[0].key)


@ROUTES
def test_interrupted_write_shows_no_key(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames of http.client and urllib3 hold the request as bytes, which tools that report errors would show."""

    def fail(*_given: object) -> None:
        raise RecursionError

    with fault_client(route) as caller:
        caller.call("GET")
        for method in ("send", "sendall"):
            monkeypatch.setattr("socket.socket." + method, fail)
        shown = ""
        try:
            caller.client.companies.get_company(caller.company())
        except RecursionError as error:
            shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        monkeypatch.undo()
        assert "RecursionError" in shown
        assert KEY not in shown
        assert ENCODED not in shown


class _Interrupter:
    """Raises KeyboardInterrupt when a number of lines of the modules that send have run."""

    def __init__(self, line: int) -> None:
        self.left = line
        self._names = (connections.__name__.rpartition(".")[0], "urllib3", "http.client", "queue", "threading")

    def __call__(self, frame: FrameType, event: str, _argument: object) -> Any:
        if event == "line":
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        name = frame.f_globals.get("__name__", "")
        return self if name.startswith(self._names) else None


def _ends(call: Callable[[], object]) -> bool:
    """Return whether a call in another thread ends, instead of waiting for a lock for ever."""
    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return not thread.is_alive()


# Some lines are those of finalizers of a response, out of which nothing can be raised: 3.13 and newer report that.
@pytest.mark.filterwarnings(
    "ignore:Exception ignored .*<.*(HTTPResponse|IncomingResponse|_ResponseFile|_SocketReader)"
    ":pytest.PytestUnraisableExceptionWarning"
)
def test_interrupt_at_any_line_locks_nothing() -> None:
    with FaultServer() as server, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        caller = FaultClient(server, None)
        caller.call("POST")
        before = sys.gettrace()
        line = 0
        while True:
            line += 1
            interrupter = _Interrupter(line)
            sys.settrace(interrupter)
            try:
                caller.call("POST")
            except KeyboardInterrupt:
                pass
            finally:
                sys.settrace(before)
            if interrupter.left > 0:  # The call was over before that line.
                break
            assert _ends(lambda: caller.call("POST")), f"line {line} of a call left a lock taken"
        caller.client.close()
        gc.collect()  # A socket may be left to the collector, which would warn in some later test.
    assert line > 100


class _AfterCall:
    """Raises KeyboardInterrupt when a number of calls into C have returned, as the handler of a signal may."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "c_return" and frame.f_globals.get("__name__", "").startswith("codatsynccommerce."):
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_interrupt_after_any_call_tells_what_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    # The leak watcher reads each response, which is more calls.
    monkeypatch.setattr(Pipeline, "send", inspect.unwrap(Pipeline.send))
    with FaultServer() as server:
        caller = FaultClient(server, None)
        caller.call("POST")
        before = sys.getprofile()
        for number in count(1):
            interrupter = _AfterCall(number)
            try:
                sys.setprofile(interrupter)
                caller.call("POST", idempotency_key=f"key-{number}")
                sys.setprofile(before)
                break  # The call was over before.
            except KeyboardInterrupt as error:
                sys.setprofile(before)
                server.idle()
                if any(received.key == f"key-{number}" for received in server.requests):
                    known = errors.CallInterruptedError.of(error)
                    assert known is not None, f"nothing is known after call {number}"
                    assert known.maybe_applied
        caller.client.close()
        gc.collect()  # A socket may be left to the collector, which would warn in some later test.
    assert number > 50


@ROUTES
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Threads are lost in the child: that is what is tried here.
def test_fork_under_load_does_not_hang(route: str) -> None:
    logging.disable()  # The log files of pytest have locks of their own, which a fork may leave taken.
    gc.collect()
    gc.freeze()  # A child looks for garbage among what this test makes, not among what earlier ones keep.
    with fault_client(route) as caller:
        caller.call("GET")
        running = [True]

        def load() -> None:
            while running[0]:
                caller.call("POST")

        threads = [threading.Thread(target=load, daemon=True) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(4):
                child = os.fork()
                if child == 0:
                    _live_in_child(caller)
                assert _exit_status(child) == 0
        finally:
            running[0] = False
            for thread in threads:
                thread.join(PATIENCE)
            logging.disable(logging.NOTSET)


_resolving, _go_on = threading.Event(), threading.Event()


def _type_of_payload() -> type:
    """Take the time that a first import of models takes."""
    _resolving.set()
    _go_on.wait(PATIENCE)
    return dict


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_fork_while_types_are_resolved() -> None:
    slow = type("Slow", (), {"__module__": __name__, "__annotations__": {"payload": _type_of_payload.__name__ + "()"}})
    operation: Operation[Any] = Operation("slow", "GET", "/", response=slow, payload="payload")
    thread = threading.Thread(target=lambda: operation.payload_type, daemon=True)
    thread.start()
    assert _resolving.wait(PATIENCE)
    with fault_client() as caller:
        child = os.fork()
        if child == 0:
            _live_in_child(caller)
        assert _exit_status(child) == 0
    _go_on.set()
    thread.join(PATIENCE)
    assert operation.payload_type is dict


def _exit_status(child: int) -> int:
    """Return how a process ended; one that hangs is killed."""
    hung = threading.Timer(PATIENCE, os.kill, (child, signal.SIGKILL))
    hung.start()
    try:
        return os.waitpid(child, 0)[1]
    finally:
        hung.cancel()


def _live_in_child(caller: FaultClient) -> None:
    """Call, drop what the child need not keep, close, and leave."""
    try:
        caller.call("GET")
        gc.collect()
        caller.client.close()
    finally:
        os._exit(sys.exc_info()[0] is not None)


def test_greenlets_have_limits_of_their_own() -> None:
    """gevent replaces the standard library after this package is loaded, as servers that load it early do."""
    program = Path(__file__).parent.parent / "support" / "greenlets.py"
    subprocess.run([sys.executable, "-W", "ignore", str(program)], check=True, timeout=60)  # noqa: S603 - our own


def test_interrupted_write_tells_whether_it_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise MemoryError

    with fault_client() as caller:
        for target, sent in ((connections.ConnectionMethods, False), (reading.IncomingResponse, True)):
            monkeypatch.setattr(target, "begin", fail)
            with pytest.raises(MemoryError) as raised:
                caller.call("POST")
            assert isinstance(raised.value.__cause__, errors.SDKError)
            assert raised.value.__cause__.maybe_applied is sent
            monkeypatch.undo()
