"""A server on loopback that sends the responses that a test sets, and records its requests."""

from __future__ import annotations

import json
import threading
from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar, cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import Message


@dataclass(frozen=True)
class Recorded:
    """One request as it arrived."""

    method: str
    target: str
    headers: Message
    body: bytes
    connection: int

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @property
    def json(self) -> Any:
        return json.loads(self.body, parse_float=Decimal)


@dataclass(frozen=True)
class StubResponse:
    """One response to send."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


class Recorder(ThreadingHTTPServer):
    """Sends the responses of a test in turn, then the last of them again and again."""

    daemon_threads = True
    request_queue_size = 64
    missing: ClassVar[StubResponse] = StubResponse(404, b'{"error": "there is none"}')

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[Recorded] = []
        self.responses: deque[StubResponse] = deque([StubResponse()])
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def renew(self) -> None:
        self.requests = []
        self.responses = deque([StubResponse()])

    def will(self, *responses: StubResponse) -> None:
        """Set the responses to send in turn; the last of them is repeated."""
        self.responses = deque(responses)

    def next(self) -> StubResponse:
        return self.responses.popleft() if len(self.responses) > 1 else self.responses[0]

    @property
    def only(self) -> Recorded:
        """The one request that was made."""
        (one,) = self.requests
        return one

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Responses are small and end with the body: waiting for more to send would cost 40 ms for each.
    disable_nagle_algorithm = True
    wbufsize = -1
    _methods: ClassVar[tuple[str, ...]] = ("GET", "PUT", "POST", "PATCH", "DELETE")

    def __getattr__(self, name: str) -> Any:
        if name.removeprefix("do_") in self._methods:
            return self._respond
        raise AttributeError(name)

    def _respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        recorder = cast("Recorder", self.server)
        response = recorder.next()
        recorder.requests.append(Recorded(self.command, self.path, self.headers, body, self.client_address[1]))
        self.send_response_only(response.status)  # Without the real date: time in the tests is their own.
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status not in (204, 304):
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(b"" if response.status in (204, 304) else response.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        pass


def json_response(document: Any, status: int = 200, **headers: str) -> StubResponse:
    """Return a response with a JSON body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return StubResponse(status, json.dumps(document).encode(), {"Content-Type": "application/json", **named})
