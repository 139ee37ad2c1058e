"""HTTP on the loopback address: requests come in over connections that stay open, answers leave as they are told to."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from threading import Lock, Thread, current_thread
from typing import TYPE_CHECKING, Any, cast

try:
    from werkzeug.exceptions import ClientDisconnected
    from werkzeug.serving import WSGIRequestHandler, make_server
    from werkzeug.wrappers import Request
except ModuleNotFoundError as missing:
    message = "the sandbox needs a server, which an extra installs: pip install 'codatsynccommerce[sandbox]'"
    raise ImportError(message) from missing

from .incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable

    from .responses import Answer

HOST = "127.0.0.1"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Listener:
    """Listens from the moment it is made until it is closed."""

    def __init__(self, port: int, answer: Callable[[Incoming], Answer]) -> None:
        """Open the port; 0 takes a free one.

        Raises:
            OSError: The port cannot be opened.
        """
        self.answer = answer
        self._lock = Lock()
        self._connections: dict[Thread, socket.socket] = {}
        self._closing = False
        with socket.create_server((HOST, port), backlog=128) as opened:
            self.port: int = opened.getsockname()[1]
            self._server = make_server(
                HOST, self.port, _unused, threaded=True, request_handler=_Handler, fd=opened.fileno()
            )
        cast("Any", self._server).listener = self
        # A short interval, for it is how long closing takes.
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="sandbox", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Close the port and every connection, and wait until their threads have ended."""
        self._server.shutdown()
        self._thread.join()
        with self._lock:
            self._closing = True
            left = dict(self._connections)
        for thread, connection in left.items():
            _shut(connection)
            thread.join(5)

    def opened(self, connection: socket.socket) -> None:
        """Note a connection. Each has a thread of its own, and is forgotten when that has ended."""
        with self._lock:
            self._connections = {thread: one for thread, one in self._connections.items() if thread.is_alive()}
            self._connections[current_thread()] = connection
            if self._closing:
                _shut(connection)


class _Handler(WSGIRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    # Head and body leave together: in two packets the second would wait for the client's acknowledgement.
    wbufsize = -1

    def setup(self) -> None:
        super().setup()
        self._listener.opened(self.connection)

    def run_wsgi(self) -> None:
        """Answer one request and keep the connection open, which werkzeug itself closes after each."""
        request = Request(self.make_environ())
        try:
            answer = self._listener.answer(
                Incoming(
                    method=self.command,
                    target=self.path,
                    headers=dict(request.headers.items()),
                    arguments=request.args.to_dict(),
                    read=lambda: request.get_data(cache=False),
                )
            )
        except ClientDisconnected:
            self.close_connection = True
            return
        if answer.ending == "reset":
            self._reset()
        elif answer.ending == "drop":
            self.close_connection = True
        else:
            self._send(answer)

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the name that werkzeug gives it
        """Say nothing: the sandbox shows what it saw in `requests`."""

    @property
    def _listener(self) -> Listener:
        return cast("Listener", cast("Any", self.server).listener)

    def _send(self, answer: Answer) -> None:
        body = b"" if self.command == "HEAD" else answer.body
        self.send_response_only(answer.status)  # The date is among the headers: it is that of the sandbox.
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:  # noqa: PLR2004 - the status that has no body
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.ending == "cut":
            body = body[: len(body) // 2]
            self.close_connection = True
        self.wfile.write(body)

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        # Closed below Python, whose own close would wait for the files that still read from the connection.
        socket.close(self.connection.detach())


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # The other side may have closed it already.
        connection.shutdown(socket.SHUT_RDWR)


def _unused(_environ: Any, _start_response: Any) -> Any:
    raise NotImplementedError
