"""Read the responses of httpcore2 and httpx2: their heads as they arrived, and their bodies, bounded in size."""

from __future__ import annotations

import re
from email.message import Message
from http.client import HTTPException, parse_headers
from io import BytesIO
from typing import TYPE_CHECKING, Any

import httpcore2

from ..errors import ResponseDecodeError
from .reading import BROKEN_HEADERS, MAX_BODY_BYTES, check_framing, too_large, unpack

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable

    from ..timeout import Deadline

_MAX_HEADERS = 100
_MAX_LINE = 65_536
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3})((?: [^\r\n]*)?)\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d")
_FRAMING = re.compile(rb"^(content-length|transfer-encoding):([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_WITHOUT_BODY = frozenset({101, 204, 304})


class AsyncIncoming:
    """A response whose headers have been read.

    Attributes:
        status: HTTP status.
        reason: The words after the status.
        fields: Name and value of each header line.
    """

    def __init__(
        self,
        status: int,
        reason: bytes,
        headers: Iterable[tuple[bytes, bytes]],
        stream: Any,
        connection: Any,
        *,
        raw_head: bytes = b"",
        is_broken: bool = False,
        body: bytes | None = None,
    ) -> None:
        """Keep the head.

        Arguments:
            status: HTTP status.
            reason: The words after the status.
            headers: Name and value of each header line.
            stream: The body as it comes, packed, with a coroutine function `aclose`.
            connection: The network stream below it, None if there is none.
            raw_head: The head as it arrived, empty if that is not known. httpcore2 joins repeated headers even if they
                disagree.
            is_broken: Whether the head cannot be read further than the status.
            body: The body, unpacked, if it has been read before; else None.
        """
        self.status = status
        self.reason = reason.decode("iso-8859-1")
        self.fields = [(name.decode("iso-8859-1"), value.decode("iso-8859-1")) for name, value in headers]
        self._stream = stream
        self._connection = connection
        self._raw_head = raw_head
        self._is_broken = is_broken
        self._body = body

    async def read(self, deadline: Deadline) -> bytes:
        """Read the body and unpack it.

        Arguments:
            deadline: When it must have been unpacked.

        Raises:
            errors.ResponseDecodeError: It is too large or cannot be decompressed, or its headers leave its end open.
            TimeoutError: It could not be unpacked in time.
        """
        # The limits are those of http.client.
        longest = max(map(len, (self.reason, *map("".join, self.fields))))
        if len(self.fields) > _MAX_HEADERS or longest > _MAX_LINE:
            message = "a head that is too long"
            raise httpcore2.RemoteProtocolError(message)
        check_framing(self._framing(), self.status)
        if self._is_broken:
            raise ResponseDecodeError(BROKEN_HEADERS, self.status)
        if self.status in _WITHOUT_BODY:
            return b""
        if self._body is not None:
            return unpack([self._body], None, deadline)  # It is unpacked, and may be too large.
        pieces: list[bytes] = []
        size = 0
        async for piece in self._stream:
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BODY_BYTES:
                raise too_large()
        if self._connection is not None and _has_more(self._stream):
            # Bytes after the end would be read as the next response. The pool drops a connection that is closed.
            await self._connection.aclose()
        coding = next((value for name, value in self.fields if name.lower() == "content-encoding"), None)
        return unpack(pieces, coding, deadline)

    def _framing(self) -> Message:
        """Return the headers that say where the body ends."""
        framing = Message()
        framing_fields = [
            (name.decode("ascii"), value.decode("iso-8859-1")) for name, value in _FRAMING.findall(self._raw_head)
        ]
        for name, value in framing_fields or self.fields:
            framing[name] = value.strip()
        return framing

    async def close(self) -> None:
        """Return the connection to its pool, or close it if the body was not read to its end."""
        await self._stream.aclose()


class NoStream:
    """The body of a response that was closed before it could be read."""

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        for piece in (b"",):
            yield piece

    async def aclose(self) -> None:
        pass


def _has_more(stream: object) -> bool:
    """Return whether bytes have arrived after the end of a response.

    Only the parser of the connection knows, and nothing public leads to it.
    """
    for name in ("_httpcore_stream", "_stream", "_connection", "_h11_state"):
        stream = getattr(stream, name, stream)
    return bool(getattr(stream, "trailing_data", (b"", False))[0])


def head_in(received: bytearray | None) -> bytes:
    """Return the head of the response in what has arrived, without interim responses; empty if it is incomplete."""
    head, separator, rest = bytes(received or b"").partition(b"\r\n\r\n")
    while separator and _INTERIM.match(head):
        head, separator, rest = rest.partition(b"\r\n\r\n")
    return head + separator if separator else b""


def refused_head(head: bytes) -> AsyncIncoming | None:
    """Return a response whose head httpcore2 refuses, with its status alone; None if not even that can be read."""
    match = _STATUS_LINE.match(head)
    if match is None:
        return None
    try:
        message = parse_headers(BytesIO(head[match.end() :]))
    except HTTPException:
        return None
    fields = [
        (name.encode("iso-8859-1"), str(value).encode("iso-8859-1", "replace")) for name, value in message.items()
    ]
    return AsyncIncoming(int(match[1]), match[2].strip(), fields, NoStream(), None, raw_head=head, is_broken=True)
