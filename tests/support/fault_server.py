"""A server on loopback that does to each connection exactly what a test says, and keeps what it was sent."""

from __future__ import annotations

import socket
from collections import deque
from contextlib import suppress
from threading import Lock, Thread, current_thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from support.fault_connection import PATIENCE, FaultConnection, GoneError, ReceivedRequest
from support.fault_steps import Step, ok, read

if TYPE_CHECKING:
    import ssl

    from typing_extensions import Self

HEALTHY: tuple[Step, ...] = (read, ok)


class FaultServer:
    """Serves each attempt with the steps that are due, each connection in a thread of its own.

    Attributes:
        requests: Every request that was read whole.
        begun: Attempts that were seen: requests begun, and connections that were broken before one.
        connections: Connections that were opened.
    """

    def __init__(self, *, listening: bool = True, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[ReceivedRequest] = []
        self.begun = self.connections = 0
        self._tls = tls
        self._due: deque[tuple[Step, ...]] = deque()
        self._else = HEALTHY
        self._lock = Lock()
        self._busy: set[FaultConnection] = set()
        self._open: dict[Thread, socket.socket] = {}
        self.door = socket.socket()
        self.door.bind(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._accepting = Thread(target=self._accept, daemon=True)
        if listening:
            self.listen()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def listen(self) -> None:
        """Let clients in. Until then, connections are refused."""
        self.door.listen(64)
        self._accepting.start()

    def once(self, *steps: Step) -> None:
        """Do this to the next attempt that nothing is due for."""
        self._due.append(steps)

    def always(self, *steps: Step) -> None:
        """Do this to every attempt that nothing is due for."""
        self._else = steps

    def heal(self) -> None:
        """Serve every attempt from now on, and count anew."""
        self._due.clear()
        self._else = HEALTHY
        self.requests, self.begun, self.connections = [], 0, 0

    def idle(self) -> None:
        """Wait until every connection has done what was due."""
        until = monotonic() + PATIENCE
        while self._busy and monotonic() < until:
            sleep(0.001)

    def stop(self) -> None:
        """Close the door and every connection, and wait until their threads have ended."""
        with suppress(OSError):  # Nobody may have listened.
            self.door.shutdown(socket.SHUT_RDWR)
        if self._accepting.is_alive():
            self._accepting.join(PATIENCE)
        self.door.close()
        with self._lock:
            left = dict(self._open)
        for thread, sock in left.items():
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            thread.join(PATIENCE)

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self.door.accept()
            except OSError:
                return
            thread = Thread(target=self._own, args=(sock,), daemon=True)
            with self._lock:
                self.connections += 1
                self._open[thread] = sock
            thread.start()

    def _own(self, sock: socket.socket) -> None:
        try:
            with suppress(GoneError), self._secured(sock) as secured:
                self._serve(FaultConnection(secured, self._note))
        finally:
            with self._lock:
                del self._open[current_thread()]

    def _note(self, received: ReceivedRequest) -> None:
        self.requests.append(received)

    def _secured(self, sock: socket.socket) -> socket.socket:
        if self._tls is None:
            return sock
        sock.settimeout(PATIENCE)
        try:
            secured = self._tls.wrap_socket(sock, server_side=True)
        except OSError:
            sock.close()
            raise GoneError from None
        with self._lock:
            self._open[current_thread()] = secured
        return secured

    def _serve(self, connection: FaultConnection) -> None:
        while connection.open:
            with self._lock:
                waits = (self._due[0] if self._due else self._else)[0] is read
            # A fault that does not begin with reading strikes as soon as somebody comes in.
            if waits:
                connection.wait()
            with self._lock:
                steps = self._due.popleft() if self._due else self._else
                self.begun += 1
                self._busy.add(connection)
            try:
                for step in steps:
                    step(connection)
            finally:
                with self._lock:
                    self._busy.remove(connection)
        connection.linger()
