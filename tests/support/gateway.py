"""A gateway before a sandbox: it holds, fails or changes the requests that create records, and leaves the others alone.

A run reads the push history before its first record. Faults for "the next request" would meet that.
"""

from __future__ import annotations

import json
from collections import deque
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

from codatsynccommerce.sandbox.faults import Fault
from codatsynccommerce.sandbox.http import HTTPRequest, HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from codatsynccommerce.sandbox import Sandbox

    Behind = Callable[[], HTTPResponse]
    Change = Callable[[dict[str, Any]], dict[str, Any]]


class Gateway:
    """The gateway before one sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.held = 0
        """Requests that `hold_creates` has kept waiting."""
        self._server: Any = sandbox._server
        self._faults: deque[Fault] = deque()
        faults: Any = sandbox._app.faults
        scripted = faults.next

        def next_fault(method: str, target: str, key: str | None) -> Fault | None:
            return self._faults.popleft() if method == "POST" and self._faults else scripted(method, target, key)

        faults.next = next_fault

    def fail_creates(self, fault: Any, times: int = 1, retry_after: int | None = None) -> None:
        """Let the next requests that create a record fail."""
        self._faults.extend([Fault(fault, retry_after)] * times)

    def fail_named(self, faults: Mapping[str, str]) -> None:
        """Let each request that creates a customer of one of these names fail: by `reset` or `drop`.

        The test may change them at any time. Unlike a script for the next requests, this does not depend on which
        record is sent next: workers on a database ask again by the database's clock, which is real.
        """

        def handle(request: HTTPRequest, behind: Behind) -> HTTPResponse:
            name = json.loads(request.body or b"{}").get("customerName") if request.method == "POST" else None
            fault = faults.get(name or "")
            if fault == "reset":
                return HTTPResponse(0, delivery="reset")
            return behind().delivered("closed") if fault == "drop" else behind()

        self.put(handle)

    def put(self, handle: Callable[[HTTPRequest, Behind], HTTPResponse]) -> None:
        """Let a function see each request, and the way to the response of the sandbox behind it."""
        behind = self._server.respond

        def respond(request: HTTPRequest) -> HTTPResponse:
            assert request.body is not None  # Read, or what is left of it would be taken for the next request.
            return handle(request, lambda: behind(request))

        self._server.respond = respond

    def change_history(self, change: Change) -> None:
        """Change the pages of the push history."""
        self._change(lambda request: request.method == "GET" and request.path.endswith("/push"), change)

    def change_creates(self, change: Change) -> None:
        """Change the responses to requests that create a record."""
        self._change(lambda request: request.method == "POST", change)

    @contextmanager
    def hold_creates(self) -> Iterator[Event]:
        """Keep requests that create a record waiting until the event is set or the block ends."""
        release = Event()

        def hold(request: HTTPRequest, behind: Behind) -> HTTPResponse:
            if request.method == "POST":
                self.held += 1
                release.wait()
            return behind()

        self.put(hold)
        try:
            yield release
        finally:
            release.set()

    def _change(self, concerns: Callable[[HTTPRequest], bool], change: Change) -> None:
        def changed(request: HTTPRequest, behind: Behind) -> HTTPResponse:
            response = behind()
            if response.status != 200 or not concerns(request):
                return response
            return HTTPResponse(200, json.dumps(change(json.loads(response.body))).encode(), response.headers)

        self.put(changed)
