"""A server on loopback that answers what a test tells it, and keeps what it was sent."""

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
class Answer:
    """One answer to give."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


class Recorder(ThreadingHTTPServer):
    """Gives the answers of a test in turn, the last one for ever."""

    daemon_threads = True
    request_queue_size = 64
    missing: ClassVar[Answer] = Answer(404, b'{"error": "there is none"}')

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[Recorded] = []
        self.answers: deque[Answer] = deque([Answer()])
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def forget(self) -> None:
        self.requests = []
        self.answers = deque([Answer()])

    def will(self, *answers: Answer) -> None:
        """Give these answers, the last one for ever."""
        self.answers = deque(answers)

    def next(self) -> Answer:
        return self.answers.popleft() if len(self.answers) > 1 else self.answers[0]

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
    # Answers are small and end with the body: waiting for more to send would cost 40 ms for each.
    disable_nagle_algorithm = True
    wbufsize = -1
    _verbs: ClassVar[tuple[str, ...]] = ("GET", "PUT", "POST", "PATCH", "DELETE")

    def __getattr__(self, name: str) -> Any:
        if name.removeprefix("do_") in self._verbs:
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        recorder = cast("Recorder", self.server)
        answer = recorder.next()
        recorder.requests.append(Recorded(self.command, self.path, self.headers, body, self.client_address[1]))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(b"" if answer.status in (204, 304) else answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        pass


def answered(document: Any, status: int = 200, **headers: str) -> Answer:
    """Make an answer with a JSON body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(document).encode(), {"Content-Type": "application/json", **named})
