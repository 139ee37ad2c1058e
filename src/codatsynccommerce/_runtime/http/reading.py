"""Read responses by the deadline, to their end, bounded in size, and without a byte beyond it."""

from __future__ import annotations

import http.client
import io
import zlib
from email.errors import FirstHeaderLineIsContinuationDefect, InvalidHeaderDefect, MissingHeaderBodySeparatorDefect
from email.message import Message
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ..errors import IncompleteResponseError, ResponseDecodeError
from .messages import INTERIM, SUCCESS

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable, Iterator

    import requests
    from _typeshed import WriteableBuffer
    from typing_extensions import Self

    from ..timeout import Deadline

MAX_BODY_BYTES = 256 * 1024 * 1024
"""Bytes of a body once it is decompressed. A page of 5,000 orders has about 15 million."""

CONFLICTING_LENGTH = "the headers of the response disagree on its length"
BROKEN_HEADERS = "the headers of the response are broken"
_DEFECTS = (FirstHeaderLineIsContinuationDefect, InvalidHeaderDefect, MissingHeaderBodySeparatorDefect)

_PIECE = 64 * 1024
_LARGE_PIECE = 4 * 1024 * 1024
_FOLLOWED = frozenset(INTERIM) - {101}
"""Statuses of interim responses, which another response follows. After 101 the connection is not HTTP any more."""
_MARK_OF_ZLIB = 8
"""Lower half of the first byte of a body that begins with a header of zlib."""
_WITHOUT_BODY = frozenset({204, 304})
_TIMEOUT_TOLERANCE = 0.01
"""Part of a time limit by which the socket's own may differ, to save the system call that sets it."""


def set_socket_timeout(sock: socket.socket, seconds: float) -> None:
    """Bound the next read or write of a socket, unless its limit is close enough already."""
    current = sock.gettimeout()
    if current is None or abs(current - seconds) > seconds * _TIMEOUT_TOLERANCE:
        sock.settimeout(seconds)


def _has_decrypted(sock: Any) -> bool:
    """Return whether TLS holds bytes that have arrived and were not read: nobody sees them by looking at the socket."""
    if hasattr(sock, "sslobj"):  # TLS within TLS: of the server, through a proxy.
        return bool(sock.sslobj.pending() or sock.incoming.pending or sock.socket.pending())
    return hasattr(sock, "pending") and bool(sock.pending())


class _SocketReader(io.RawIOBase):
    """The reading side of a socket: every read ends by the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._sock = sock
        self._deadline = deadline
        # A file of the socket keeps it open until the response is read, even if the connection is closed before.
        self._file = cast("io.RawIOBase", sock.makefile("rb", buffering=0))
        self.is_at_end = self.is_stopped = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        if self.is_stopped:
            return 0
        set_socket_timeout(self._sock, self._deadline.remaining(self._deadline.read))
        count = self._file.readinto(buffer)
        self.is_at_end = count == 0
        return count

    @property
    def has_decrypted(self) -> bool:
        return _has_decrypted(self._sock)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class _ResponseFile(io.BufferedReader):
    """What `http.client` reads a response from. When it is closed, it looks for bytes that nobody has read."""

    def __init__(self, reader: _SocketReader) -> None:
        super().__init__(reader)
        self._reader = reader
        self.has_more = False

    def makefile(self, *_mode: str) -> Self:
        """Return the file: `http.client` asks a socket for one."""
        return self

    def close(self) -> None:
        if not self.closed:
            self._reader.is_stopped = True
            self.has_more = bool(self.peek(1)) or self._reader.has_decrypted
        super().close()


class IncomingResponse(http.client.HTTPResponse):
    """A response that is read by the deadline, and knows whether the connection can be used again after it."""

    def __init__(self, deadline: Deadline, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        """Read nothing yet."""
        self._reader = _SocketReader(sock, deadline)
        self._file = _ResponseFile(self._reader)
        self._deadline = deadline
        super().__init__(cast("socket.socket", self._file), *args, **kwargs)

    def begin(self) -> None:
        """Read status and headers to their end.

        Raises:
            http.client.IncompleteRead: The connection ended before them, which `http.client` takes for their end.
            errors.ResponseDecodeError: They leave open where a 2xx response ends.
        """
        super().begin()
        while self.status in _FOLLOWED:  # http.client itself knows no other interim response than 100.
            self.headers = self.msg = cast("Any", None)
            super().begin()
        if self._reader.is_at_end:
            nothing = b""
            raise http.client.IncompleteRead(nothing)
        try:
            check_framing(self.msg, self.status)
        except ResponseDecodeError:
            if self.status in SUCCESS:  # Without its body it says too little.
                raise
            # Any other status says enough, but it is unknown where its body ends.
            self.will_close, self.chunked, self.length = True, False, 0

    def read_body(self) -> bytes:
        """Read the body and unpack it.

        Raises:
            errors.IncompleteResponseError: It ended too early.
            errors.ResponseDecodeError: It is too large, or compressed in a way that cannot be read.
            TimeoutError: It could not be read and unpacked in time.
        """
        if self.length is not None and self.length > MAX_BODY_BYTES:
            raise too_large()
        try:
            return unpack(self._pieces(), self.headers.get("Content-Encoding"), self._deadline)
        finally:
            self.close()

    @property
    def is_reusable(self) -> bool:
        """Whether the connection may carry another exchange: the response was read, and nothing came after it."""
        ended = self.isclosed() and not self.length and self.status != http.HTTPStatus.SWITCHING_PROTOCOLS
        return ended and not self.will_close and not self._file.has_more

    def _pieces(self) -> Iterator[bytes]:
        if self.length is None:
            while piece := self.read1(_PIECE):
                yield piece
            return
        while self.length:
            piece = self.read(min(self.length, _LARGE_PIECE))
            if not piece:
                message = f"the response ended {self.length} bytes too early"
                raise IncompleteResponseError(message)
            yield piece


def check_framing(head: Message, status: int) -> None:
    """Refuse headers that are broken, or leave open where the response ends.

    A proxy may have read another length, and the bytes left over would be taken for the response to the next request.

    Raises:
        errors.ResponseDecodeError: They do.
    """
    if any(isinstance(defect, _DEFECTS) for defect in head.defects):
        raise ResponseDecodeError(BROKEN_HEADERS, status)
    # A value that is not text comes as an object of the email package.
    lengths = [str(value) for value in head.get_all("Content-Length", ())]
    codings = [str(value) for value in head.get_all("Transfer-Encoding", ())]
    known = all(is_digits(length) for length in lengths) and all(coding.lower() == "chunked" for coding in codings)
    if len(lengths) + len(codings) > 1 or not known:
        raise ResponseDecodeError(CONFLICTING_LENGTH, status)


def is_digits(text: str) -> bool:
    """Return whether a text is a plain number: int() itself takes signs, spaces and underscores."""
    return text.isascii() and text.isdigit()


def read_raw_body(response: requests.Response, deadline: Deadline) -> bytes:
    """Read and unpack the body of a response that came through the caller's Session.

    Arguments:
        response: The response. Its headers have been read, its body perhaps as well.
        deadline: When it must have been read.

    Raises:
        errors.ResponseDecodeError: It is larger than MAX_BODY_BYTES, compressed in a way that cannot be read, or its
            headers do not say where it ends.
        errors.IncompleteResponseError: It ended too early.
        TimeoutError: It could not be read and unpacked in time.
    """
    raw: Any = getattr(response, "raw", None)
    # A stub, a cache or an adapter of the caller's may have read it already.
    if raw is None or not hasattr(raw, "read") or getattr(response, "_content", False) is not False:
        return response.content or b""
    # The head as http.client read it: the headers of requests have joined what disagrees.
    head = getattr(getattr(raw, "_original_response", None), "msg", None)
    if isinstance(head, Message):
        check_framing(cast("Message[str, str]", head), response.status_code)
    # A response with one of these statuses has no body, whatever length it states.
    length = None if response.status_code in _WITHOUT_BODY else response.headers.get("Content-Length")
    pieces = _count(_raw_pieces(raw), length)
    return unpack(pieces, response.headers.get("Content-Encoding"), deadline)


def _count(pieces: Iterable[bytes], length: str | None) -> Iterator[bytes]:
    """Pass pieces on, and refuse an end that comes too early."""
    left = int(length) if length and is_digits(length) else None
    for piece in pieces:
        if left is not None:
            left -= len(piece)
        yield piece
    if left is not None and left > 0:
        message = f"the response ended {left} bytes too early"
        raise IncompleteResponseError(message)


def _raw_pieces(raw: Any) -> Iterator[bytes]:
    """Return the bytes as they arrive, not in whole pieces, so that the clock is read after each arrival."""
    below = getattr(raw, "_fp", None)
    if not hasattr(raw, "stream"):  # A file that an adapter of the caller's has put there; only urllib3 decompresses.
        read: Callable[[], bytes] = partial(raw.read, _PIECE)
    elif not isinstance(below, (http.client.HTTPResponse, io.BytesIO)):  # A cache that records what is read from it.
        return cast("Iterator[bytes]", raw.stream(_PIECE, decode_content=False))
    elif hasattr(raw, "read1"):
        read = partial(raw.read1, _PIECE, decode_content=False)
    else:  # urllib3 has no read1 before 2.2. The response below it has one, and urllib3 detects the end.

        def read() -> bytes:
            return below.read1(_PIECE) or cast("bytes", raw.read(_PIECE, decode_content=False))

    return iter(read, b"")


def unpack(pieces: Iterable[bytes], coding: str | None, deadline: Deadline) -> bytes:
    """Return a body, decompressed piece by piece, so that a bomb is stopped before it fills the memory or the time.

    Arguments:
        pieces: The bytes as they came.
        coding: The Content-Encoding header.
        deadline: When it must have been unpacked.

    Raises:
        errors.IncompleteResponseError: The compressed data ends too early.
        errors.ResponseDecodeError: It is too large or cannot be decompressed.
        TimeoutError: It could not be unpacked in time.
    """
    body = bytearray()  # A list of pieces would cost more if they have one byte each.
    for piece in _decompress(pieces, (coding or "identity").strip().lower()):
        deadline.remaining(deadline.read)
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise too_large()
    return bytes(body)


def _decompress(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding in ("identity", ""):
        yield from pieces
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        message = "the response is compressed in a way that the request does not accept"
        raise ResponseDecodeError(message)
    # 32 + MAX_WBITS reads both headers, gzip's and zlib's; -MAX_WBITS is the bare deflate that some servers send.
    decompressor = None
    for piece in filter(None, pieces):  # What a caller's transport yields may be empty.
        if decompressor is None:
            bare = coding == "deflate" and (piece[0] & 0x0F) != _MARK_OF_ZLIB
            decompressor = zlib.decompressobj(-zlib.MAX_WBITS if bare else 32 + zlib.MAX_WBITS)
        data = piece
        try:
            while not decompressor.eof:
                decompressed = decompressor.decompress(data, _PIECE)
                yield decompressed
                data = decompressor.unconsumed_tail
                if not data and len(decompressed) < _PIECE:
                    break
        except zlib.error as error:
            message = f"the response cannot be decompressed: {error}"
            raise ResponseDecodeError(message) from None
        if decompressor.unused_data:
            message = "the response has bytes after the end of its compressed data"
            raise ResponseDecodeError(message)
    if decompressor is not None and not decompressor.eof:
        message = "the response ended within its compressed data"
        raise IncompleteResponseError(message)


def too_large() -> ResponseDecodeError:
    message = f"the response is larger than {MAX_BODY_BYTES} bytes"
    return ResponseDecodeError(message)
