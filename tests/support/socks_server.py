"""A SOCKS proxy on loopback: versions 4, 4a and 5, with a user name and password where the test asks for them."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import BufferedIOBase

    from typing_extensions import Self


class SocksServer:
    """Connects its clients to loopback, whatever host they name.

    Attributes:
        targets: Host and port of each connection that was asked for; a host is a name if the proxy is to resolve it.
        credentials: User name and password that clients sent.
        refuses: Whether connections are refused.
    """

    def __init__(self) -> None:
        self.targets: list[tuple[str, int]] = []
        self.credentials: list[tuple[str, str]] = []
        self.refuses = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                Thread(target=self._serve, args=(self._listener.accept()[0],), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError), client.makefile("rb") as reader:
            version = reader.read(1)[0]
            host, port = self._greet_4(reader) if version == 4 else self._greet_5(client, reader)
            self.targets.append((host, port))
            refused = b"\x00\x5b" if version == 4 else b"\x05\x05\x00\x01"
            granted = b"\x00\x5a" if version == 4 else b"\x05\x00\x00\x01"
            client.sendall((refused if self.refuses else granted) + bytes(6))
            if self.refuses:
                return
            with socket.create_connection(("127.0.0.1", port)) as server:
                back = Thread(target=_pump, args=(server, client), daemon=True)
                back.start()
                _pump(client, server)
                back.join()

    def _greet_4(self, reader: BufferedIOBase) -> tuple[str, int]:
        _, port, address = struct.unpack("!BH4s", reader.read(7))
        self._read_text(reader)
        if address[:3] == bytes(3):
            return self._read_text(reader), port
        return socket.inet_ntoa(address), port

    def _greet_5(self, client: socket.socket, reader: BufferedIOBase) -> tuple[str, int]:
        methods = reader.read(reader.read(1)[0])
        client.sendall(b"\x05\x02" if 2 in methods else b"\x05\x00")
        if 2 in methods:
            reader.read(1)
            user, password = (reader.read(reader.read(1)[0]).decode() for _ in range(2))
            self.credentials.append((user, password))
            client.sendall(b"\x01\x00")
        kind = reader.read(4)[3]
        host = socket.inet_ntoa(reader.read(4)) if kind == 1 else reader.read(reader.read(1)[0]).decode()
        return host, struct.unpack("!H", reader.read(2))[0]

    @staticmethod
    def _read_text(reader: BufferedIOBase) -> str:
        return b"".join(iter(lambda: reader.read(1), b"\x00")).decode()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
