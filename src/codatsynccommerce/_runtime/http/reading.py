"""Reading the body of an answer: whole, bounded in size, and unpacked here, where a bomb can be stopped."""

from __future__ import annotations

import zlib
from email.message import Message
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from ..errors import IncompleteAnswerError, ResponseDecodeError
from .framing import check_framing, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import requests

LARGEST = 256 * 1024 * 1024
"""Bytes that an answer may hold once it is unpacked. A page of 5,000 orders has about 15 million."""

ACCEPTED = "gzip, deflate"
_PIECE = 64 * 1024
_WITHOUT_BODY = frozenset({204, 304})


def read_body(response: requests.Response, until: float) -> bytes:
    """Read the whole body, unpacked.

    Arguments:
        response: The answer, its headers read and its body not.
        until: When it must be read, on the monotonic clock.

    Raises:
        errors.ResponseDecodeError: It is larger than LARGEST, packed in a way that cannot be unpacked, or its headers
            do not say where it ends.
        errors.IncompleteAnswerError: It ended before its end.
        TimeoutError: It was not all there in time.
    """
    raw = response.raw
    if raw is None or getattr(response, "_content", False) is not False:
        return response.content or b""  # An adapter of the caller's has read it already.
    head = getattr(getattr(raw, "_original_response", None), "msg", None)
    if isinstance(head, Message):  # What came off a socket: a stand-in for urllib3 in a test has no head to check.
        check_framing(cast("Any", head), response.status_code)
    # These two have no body, whatever length is said.
    length = None if response.status_code in _WITHOUT_BODY else response.headers.get("Content-Length")
    pieces = _counted(raw, length, until)
    found = bytearray()  # And not a list: a body may come in pieces of one byte each.
    for piece in _unpacked(pieces, (response.headers.get("Content-Encoding") or "identity").strip().lower()):
        found += piece
        if len(found) > LARGEST:
            message = f"the answer is larger than {LARGEST} bytes"
            raise ResponseDecodeError(message)
    return bytes(found)


def hang_up(response: requests.Response) -> None:
    """Close the connection of an answer that another one may follow."""
    connection = getattr(response.raw, "connection", None)
    if connection is not None:
        connection.close()


def _counted(raw: Any, length: str | None, until: float) -> Iterator[bytes]:
    """Give the bytes as they came, and refuse an end that comes too early."""
    left = int(length) if length and whole(length) else None
    read = _reader(raw)
    while piece := read():
        if monotonic() > until:
            message = "the time for the whole call is over"
            raise TimeoutError(message)
        if left is not None:
            left -= len(piece)
        yield piece
    if left:
        message = f"the answer ended {left} bytes before its end"
        raise IncompleteAnswerError(message)


def _reader(raw: Any) -> Callable[[], bytes]:
    """Give what reads the bytes that are there, as they came.

    It does not wait for a whole piece where it need not, so that the clock is looked at between drops.
    """
    if not hasattr(raw, "stream"):  # A file that an adapter of the caller's has put there; urllib3 alone unpacks.
        return lambda: raw.read(_PIECE)
    if hasattr(raw, "read1"):
        return lambda: raw.read1(_PIECE, decode_content=False)
    # urllib3 had no such method before 2.2. What it reads from has one, and leaves it to urllib3 to see the end.
    below = getattr(getattr(raw, "_fp", None), "read1", _nothing)
    return lambda: below(_PIECE) or raw.read(_PIECE, decode_content=False)


def _nothing(_count: int) -> bytes:
    return b""


def _unpacked(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("identity", ""):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        message = "the answer is packed in a way that was not asked for"
        raise ResponseDecodeError(message)
    # 32 + MAX_WBITS reads both headers, gzip's and zlib's; -MAX_WBITS is the bare deflate that some servers send.
    unpacker = None
    for piece in pieces:
        if unpacker is None:
            bare = encoding == "deflate" and (piece[0] & 0x0F) != 8  # noqa: PLR2004 - zlib's mark of deflate
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS if bare else 32 + zlib.MAX_WBITS)
        data = piece
        try:
            while not unpacker.eof:
                made = unpacker.decompress(data, _PIECE)
                yield made
                data = unpacker.unconsumed_tail
                if not data and len(made) < _PIECE:
                    break
        except zlib.error as problem:
            message = f"the answer cannot be unpacked: {problem}"
            raise ResponseDecodeError(message) from None
        if unpacker.unused_data:
            message = "the answer holds bytes after the end of what is packed"
            raise ResponseDecodeError(message)
    if unpacker is not None and not unpacker.eof:
        message = "the answer ended before what is packed in it did"
        raise IncompleteAnswerError(message)
