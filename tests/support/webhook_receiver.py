"""A receiver of webhooks on a port of this computer, which keeps what it gets."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce import webhooks

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from typing_extensions import Self


class Received(NamedTuple):
    """One message, whose signature was right."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> Any:
        return json.loads(self.body)

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]


class WebhookReceiver:
    """Receives from the moment it is created until its block ends.

    Arguments:
        secret: The secret that messages must be signed with. Others are refused with a 401.
        respond: Returns the status to respond with, given a message.
        now: Returns the time that signatures are checked against.
    """

    def __init__(
        self,
        secret: str,
        respond: Callable[[Received], int] = lambda _received: 204,
        now: Callable[[], float] | None = None,
    ) -> None:
        self.messages: list[Received] = []
        self._arrival = Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received = Received({name.lower(): value for name, value in self.headers.items()}, body)
                webhooks.verify(body, received.headers, secret, now=now)
                status = respond(received)
                with receiver._arrival:
                    receiver.messages.append(received)
                    receiver._arrival.notify_all()
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks?from=codat"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def event_types(self) -> list[str]:
        return [message.event["eventType"] for message in self.messages]

    def wait_for(self, event_type: str, times: int = 1) -> Any:
        """Wait until an event of a type has arrived, and return it."""
        with self._arrival:
            assert self._arrival.wait_for(lambda: self.event_types.count(event_type) >= times, timeout=60)
        return next(message.event for message in self.messages if message.event["eventType"] == event_type)
