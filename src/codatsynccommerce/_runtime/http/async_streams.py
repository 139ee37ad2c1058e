"""Sockets for httpcore2 on the event loop of asyncio.

httpcore2 reads and writes through a backend. Its own, on anyio, opens a cancel scope for each read and write, which
takes half the time of a call. Here one timer bounds a read, and a read whose bytes have arrived waits for nothing.
"""

from __future__ import annotations

import asyncio
import select
import socket
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

import anyio
import httpcore2

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Iterable

_MAX_BUFFERED = 1024 * 1024
"""Bytes that may wait to be read before the socket is paused."""


class AsyncioBackend(httpcore2.AsyncNetworkBackend):
    """Opens connections on the running event loop."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address of a host that accepts, each within the time limit."""
        del local_address, socket_options  # This package never sets them.
        loop = asyncio.get_running_loop()
        with _connect_errors(), anyio.fail_after(timeout):
            addresses = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        failure: Exception | None = None
        for family, kind, protocol, _, address in addresses:
            try:
                with _connect_errors(), anyio.fail_after(timeout):
                    return await _connect(loop, socket.socket(family, kind, protocol), address)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:  # noqa: PERF203 - a few addresses
                failure = error
        raise failure or httpcore2.ConnectError


_MAX_HEAD = 128 * 1024
"""Bytes. httpcore2 reads no longer head."""

current_head: ContextVar[bytearray | None] = ContextVar("current_head", default=None)
"""What has arrived since the request of this task was written, as far as the head of a response may reach.

httpcore2 reports nothing of a head that it cannot read, although its status alone may say enough.
"""


class _Stream(asyncio.Protocol, httpcore2.AsyncNetworkStream):
    """One connection: what has arrived, and who waits for more."""

    _transport: asyncio.Transport

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._buffer = bytearray()
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._is_at_end = self._is_write_paused = self._is_read_paused = False
        self._failure: Exception | None = None
        self._head = bytearray()

    # Methods that asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if len(self._buffer) > _MAX_BUFFERED and not self._is_read_paused:
            self._is_read_paused = True
            self._transport.pause_reading()
        _wake(self._reader)

    def eof_received(self) -> bool:
        self._is_at_end = True
        _wake(self._reader)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_at_end = True
        self._failure = exc
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        self._is_write_paused = True

    def resume_writing(self) -> None:
        self._is_write_paused = False
        _wake(self._writer)

    # Methods that httpcore2 calls.

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._buffer:
            await asyncio.sleep(0)  # A server that never pauses must not keep the loop from ending the call.
        elif not self._is_at_end:
            self._reader = self._loop.create_future()
            await self._wait(self._reader, timeout, httpcore2.ReadTimeout)
        if not self._buffer and self._failure is not None:
            raise httpcore2.ReadError from self._failure
        data = bytes(self._buffer[:max_bytes])
        if len(self._head) < _MAX_HEAD:
            self._head += data
        del self._buffer[:max_bytes]
        if self._is_read_paused and not self._is_at_end:
            self._is_read_paused = False
            self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._transport.is_closing():
            raise httpcore2.WriteError from self._failure
        self._head = bytearray()
        current_head.set(self._head)
        self._transport.write(buffer)
        if self._is_write_paused:
            self._writer = self._loop.create_future()
            await self._wait(self._writer, timeout, httpcore2.WriteTimeout)
        if self._failure is not None:
            raise httpcore2.WriteError from self._failure

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        if self._buffer:
            message = "bytes before the TLS handshake"
            raise httpcore2.ConnectError(message)
        try:
            with _connect_errors(), anyio.fail_after(timeout):
                transport = await self._loop.start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
        except BaseException:
            self._transport.abort()
            raise
        if transport is None:  # The connection was lost in the meantime.
            raise httpcore2.ConnectError from self._failure
        self._transport = transport
        return self

    async def aclose(self) -> None:
        self._transport.close()
        # So that the loop sees it: a program may end at once.
        await asyncio.sleep(0)
        self._transport.abort()

    def get_extra_info(self, info: str) -> object:
        if info == "is_readable":
            return self._is_at_end or bool(self._buffer) or _is_readable(self._transport.get_extra_info("socket"))
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._transport.get_extra_info(names.get(info, info))

    async def _wait(self, future: asyncio.Future[None], seconds: float | None, error: type[Exception]) -> None:
        if seconds is None:
            await future
            return
        timer = self._loop.call_later(max(seconds, 0), _fail, future, error)
        try:
            await future
        finally:
            timer.cancel()


async def _connect(loop: asyncio.AbstractEventLoop, sock: socket.socket, address: Any) -> _Stream:
    """Connect a socket. The loop itself may lose the socket of a connection whose making is cancelled."""
    try:
        sock.settimeout(0)  # It does not block.
        await loop.sock_connect(sock, address)
        _, stream = await loop.create_connection(lambda: _Stream(loop), sock=sock)
    except BaseException:
        sock.close()
        raise
    return stream


@contextmanager
def _connect_errors() -> Generator[None]:
    """Raise errors of connecting as httpcore2 does."""
    try:
        yield
    except TimeoutError as error:
        raise httpcore2.ConnectTimeout from error
    except OSError as error:  # ssl.SSLError is one.
        raise httpcore2.ConnectError from error


def _wake(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)


def _fail(future: asyncio.Future[None], error: type[Exception]) -> None:
    if not future.done():
        future.set_exception(error())


def _is_readable(sock: Any) -> bool:
    """Return whether the other side has sent or closed, also if the event loop has not seen it yet."""
    if sock is None or sock.fileno() < 0:
        return True
    if not hasattr(select, "poll"):
        return bool(select.select([sock], [], [], 0)[0])
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))
