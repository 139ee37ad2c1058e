"""Sockets of the asynchronous client wait for a slow other side, bound what they keep, and say how they ended."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from typing import TYPE_CHECKING, Any

import httpcore2
import pytest

from codatsynccommerce._runtime.http.async_streams import AsyncioBackend

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LARGE = b"0123456789abcdef" * (1024 * 1024)
"""More than the buffers of two sockets hold."""


def meet(exchange: Callable[[Any, socket.socket], Awaitable[None]]) -> None:
    """Run an exchange between a stream of the client and the socket of a server, which does not block."""

    async def run() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            stream = await AsyncioBackend().connect_tcp(*listener.getsockname())
            server, _ = listener.accept()
        server.setblocking(False)
        with server:
            await exchange(stream, server)
            await stream.aclose()

    asyncio.run(run())


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - what is awaited is the state of a socket, which sets no event
        await asyncio.sleep(0)


def test_server_waits_until_the_client_reads() -> None:
    async def exchange(stream: Any, server: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        sending = loop.create_task(loop.sock_sendall(server, LARGE))
        await until(lambda: stream._is_read_paused)
        assert not sending.done()
        assert len(stream._buffer) < len(LARGE) / 2
        received = bytearray()
        while len(received) < len(LARGE):
            received += await stream.read(65_536, timeout=None)
        assert received == LARGE
        await sending

    meet(exchange)


def test_read_of_what_is_there_lets_others_run() -> None:
    """A server that never pauses must not keep the time limit of the call from being noticed."""

    async def exchange(stream: Any, server: socket.socket) -> None:
        server.send(b"12")
        await until(lambda: len(stream._buffer) == len(b"12"))
        others: list[bool] = []
        asyncio.get_running_loop().call_soon(others.append, True)
        assert await stream.read(1, timeout=None) == b"1"
        assert others

    meet(exchange)


def test_client_waits_until_the_server_reads() -> None:
    async def exchange(stream: Any, server: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        writing = loop.create_task(stream.write(LARGE, timeout=None))
        await until(lambda: stream._is_write_paused)
        assert not writing.done()
        received = bytearray()
        while len(received) < len(LARGE):
            received += await loop.sock_recv(server, 1024 * 1024)
        assert received == LARGE
        await writing

    meet(exchange)


def test_write_ends_by_its_limit() -> None:
    async def exchange(stream: Any, _server: socket.socket) -> None:
        with pytest.raises(httpcore2.WriteTimeout):
            await stream.write(LARGE, timeout=0)

    meet(exchange)


def test_reset_ends_a_write() -> None:
    async def exchange(stream: Any, server: socket.socket) -> None:
        writing = asyncio.get_running_loop().create_task(stream.write(LARGE, timeout=None))
        await until(lambda: stream._is_write_paused)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        server.close()
        with pytest.raises(httpcore2.WriteError):
            await writing
        with pytest.raises(httpcore2.WriteError):
            await stream.write(b"more")

    meet(exchange)


def test_bytes_before_the_handshake_are_refused() -> None:
    async def exchange(stream: Any, server: socket.socket) -> None:
        await asyncio.get_running_loop().sock_sendall(server, b"HTTP/1.1 200 OK\r\n")
        await until(lambda: bool(stream._buffer))
        with pytest.raises(httpcore2.ConnectError, match="before the TLS handshake"):
            await stream.start_tls(ssl.create_default_context(), "server.example")

    meet(exchange)


def test_idle_stream_sees_bytes_not_yet_read() -> None:
    """A connection whose server has closed it is dropped, also if the event loop did not turn since."""

    async def exchange(stream: Any, server: socket.socket) -> None:
        assert not stream.get_extra_info("is_readable")
        server.shutdown(socket.SHUT_WR)
        assert stream.get_extra_info("is_readable")

    meet(exchange)
