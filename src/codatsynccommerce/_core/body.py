"""Reading the body of an answer: whole, bounded in size, and unpacked here, where a bomb can be stopped."""

from __future__ import annotations

import zlib
from time import monotonic
from typing import TYPE_CHECKING, Any

from .errors import APIConnectionError, ResponseDecodeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import requests

LARGEST = 256 * 1024 * 1024
"""Bytes that an answer may hold once it is unpacked. A page of 5,000 orders has about 15 million."""

ACCEPTED = "gzip, deflate"
_PIECE = 64 * 1024


def read_body(response: requests.Response, until: float, largest: int = LARGEST) -> bytes:
    """Read the whole body, unpacked.

    Arguments:
        response: The answer, its headers read and its body not.
        until: When it must be read, on the monotonic clock.
        largest: Bytes that it may hold once it is unpacked.

    Raises:
        errors.ResponseDecodeError: It is larger than `largest`, or packed in a way that cannot be unpacked.
        errors.APIConnectionError: It ended before its Content-Length.
        TimeoutError: It was not all there in time.
    """
    raw = response.raw
    if raw is None or getattr(response, "_content", False) is not False:
        return response.content or b""  # An adapter of the caller's has read it already.
    _check_framing(raw, response.headers)
    pieces = _counted(raw, response.headers.get("Content-Length"), until)
    found: list[bytes] = []
    size = 0
    for piece in _unpacked(pieces, (response.headers.get("Content-Encoding") or "identity").strip().lower()):
        size += len(piece)
        if size > largest:
            message = f"the answer is larger than {largest} bytes"
            raise ResponseDecodeError(message)
        found.append(piece)
    return b"".join(found)


def _check_framing(raw: Any, headers: Mapping[str, str]) -> None:
    """Refuse an answer whose headers disagree on where it ends."""
    every = getattr(getattr(raw, "headers", None), "getlist", None)
    lengths = set(every("Content-Length")) if every else set[str]()
    if len(lengths) > 1 or (lengths and "Transfer-Encoding" in headers):
        message = "the headers of the answer disagree on its length"
        raise ResponseDecodeError(message)


def _counted(raw: Any, length: str | None, until: float) -> Iterator[bytes]:
    """Give the bytes as they came, and refuse an end that comes too early."""
    left = int(length) if length and length.isascii() and length.isdigit() else None
    # Only urllib3 unpacks on its own; another file of the caller's adapter takes no such word. Where it can, it gives
    # what is there rather than wait for a whole piece, so that the clock is looked at between drops.
    packed = {"decode_content": False} if hasattr(raw, "stream") else {}
    read = getattr(raw, "read1", raw.read)
    while piece := read(_PIECE, **packed):
        if monotonic() > until:
            message = "the time for the whole call is over"
            raise TimeoutError(message)
        if left is not None:
            left -= len(piece)
        yield piece
    if left:
        message = f"the answer ended {left} bytes before its end"
        raise APIConnectionError(message)


def _unpacked(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("identity", ""):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        message = f"the answer is packed as {encoding[:40]!r}, which was not asked for"
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
        raise APIConnectionError(message)
