"""An HTTP server on the loopback address, whose connections stay open and whose responses may be broken on purpose."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from threading import Lock, Thread, current_thread
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

try:
    from werkzeug.exceptions import ClientDisconnected
    from werkzeug.serving import WSGIRequestHandler, make_server
    from werkzeug.wrappers import Request
except ModuleNotFoundError as missing:
    message = "the sandbox needs a server, which an extra installs: pip install 'codatsynccommerce[sandbox]'"
    raise ImportError(message) from missing

from .http import ApiError, HTTPRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .http import HTTPResponse

HOST = "127.0.0.1"
_OWN_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_NO_CONTENT = 204


class HTTPServer:
    """Serves from the moment it is created until it is closed."""

    def __init__(self, port: int, respond: Callable[[HTTPRequest], HTTPResponse]) -> None:
        """Open the port; 0 takes a free one.

        Raises:
            OSError: The port cannot be opened.
        """
        self.respond = respond
        self._lock = Lock()
        self._connections: dict[Thread, socket.socket] = {}
        self._closing = False
        with socket.create_server((HOST, port), backlog=128) as listening:
            self.port: int = listening.getsockname()[1]
            self._server = make_server(
                HOST, self.port, _unused, threaded=True, request_handler=_Handler, fd=listening.fileno()
            )
        cast("Any", self._server).http_server = self
        # A short interval, because closing takes as long where the system does not wake the server.
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="sandbox", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Close the port and every connection, and wait until their threads have ended."""
        _shut_down(self._server.socket)  # Wakes the server, which would otherwise look once in an interval.
        self._server.shutdown()
        self._thread.join()
        with self._lock:
            self._closing = True
            open_connections = dict(self._connections)
        for thread, connection in open_connections.items():
            _shut_down(connection)
            thread.join(5)

    def add(self, connection: socket.socket) -> None:
        """Keep a connection for closing. Each has a thread of its own, and is dropped when that has ended."""
        with self._lock:
            self._connections = {thread: kept for thread, kept in self._connections.items() if thread.is_alive()}
            self._connections[current_thread()] = connection
            if self._closing:
                _shut_down(connection)


class _Handler(WSGIRequestHandler):
    """Responds to the requests of one connection."""

    protocol_version = "HTTP/1.1"
    # Head and body leave together: in two packets the second would wait for the client's acknowledgement.
    wbufsize = -1

    def setup(self) -> None:
        super().setup()
        self._http_server.add(self.connection)

    def run_wsgi(self) -> None:
        """Respond to one request and keep the connection open, which werkzeug itself closes after each."""
        if not _is_own_name(self.headers.get_all("Host", [])):
            # A name that leads here by DNS rebinding would let a web page read what is served on this computer.
            self.close_connection = True
            self._send(ApiError(421, "The Host header names another server.").response())
            return
        request = Request(self.make_environ())
        try:
            response = self._http_server.respond(
                HTTPRequest(
                    method=self.command,
                    target=self.path,
                    headers=dict(request.headers.items()),
                    read_body=lambda: request.get_data(cache=False),
                )
            )
        except ClientDisconnected:
            self.close_connection = True
            return
        if response.delivery == "reset":
            self._reset()
        elif response.delivery == "closed":
            self.close_connection = True
        else:
            self._send(response)

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the name that werkzeug gives it
        """Write nothing: the sandbox shows what it received in `requests`."""

    @property
    def _http_server(self) -> HTTPServer:
        return cast("HTTPServer", cast("Any", self.server).http_server)

    def _send(self, response: HTTPResponse) -> None:
        body = b"" if self.command == "HEAD" else response.body
        self.send_response_only(response.status)  # The date is among the headers: it is that of the sandbox.
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != _NO_CONTENT:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if response.delivery == "truncated":
            body = body[: len(body) // 2]
            self.close_connection = True
        self.wfile.write(body)

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        # Closed below Python, whose own close would wait for the files that still read from the connection.
        socket.close(self.connection.detach())


def _is_own_name(hosts: list[str]) -> bool:
    try:
        return len(hosts) == 1 and urlsplit(f"//{hosts[0]}").hostname in _OWN_NAMES
    except ValueError:
        return False


def _shut_down(connection: socket.socket) -> None:
    with suppress(OSError):  # The other side may have closed it already.
        connection.shutdown(socket.SHUT_RDWR)


def _unused(_environ: Any, _start_response: Any) -> Any:
    raise NotImplementedError
