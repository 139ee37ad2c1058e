"""Fault cases: connections that break or say nothing, at every point of an exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.models import errors
from support.fault_case import MOUNTED, OURS, FaultCase, broken, unreadable
from support.fault_steps import chunks, fin, head_bytes, read, response_bytes, rst, send, sleep, stall, wait, with_body

if TYPE_CHECKING:
    from support.fault_connection import FaultConnection

_HALF_A_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: applica"


def _half(body: bytes) -> bytes:
    return response_bytes(body)[: -len(body) // 2]


def _too_short(body: bytes) -> bytes:
    return head_bytes("200 OK", f"Content-Length: {len(body) + 10}", body=body)


def _half_a_chunk(body: bytes) -> bytes:
    return head_bytes("200 OK", "Transfer-Encoding: chunked", body=chunks(body)[:-9])


def _no_last_chunk(body: bytes) -> bytes:
    return head_bytes("200 OK", "Transfer-Encoding: chunked", body=chunks(body))


def _peek(connection: FaultConnection) -> None:
    connection.wait()


# A RST discards what the other side has not read yet, so that a moment is left for what was said before it.
_MOMENT = wait(0.02)

FAULT_CASES: tuple[FaultCase, ...] = (
    broken("FIN before the request is read", fin),
    broken("RST before the request is read", sleep(0.02), rst),
    broken("FIN while the request is read", _peek, fin),
    broken("RST while the request is read", _peek, rst),
    broken("FIN instead of a response", read, fin),
    broken("RST instead of a response", read, rst),
    broken("FIN in the status line", read, send(b"HTTP/1.1 20"), fin),
    broken("RST in the status line", read, send(b"HTTP/1.1 20"), _MOMENT, rst),
    broken("FIN in the headers", read, send(_HALF_A_HEAD), fin, only=OURS),
    # To requests, this is the end of the headers. The call still fails and is ambiguous, but is not tried again.
    unreadable("FIN in the headers", read, send(_HALF_A_HEAD), fin, only=MOUNTED),
    broken("RST in the headers", read, send(_HALF_A_HEAD), _MOMENT, rst),
    broken("FIN after the headers", read, send(head_bytes("200 OK", "Content-Length: 9")), fin),
    broken("FIN in the body", read, with_body(_half), fin),
    broken("RST in the body", read, with_body(_half), _MOMENT, rst),
    broken("FIN before Content-Length, where the JSON parses", read, with_body(_too_short), fin),
    broken("RST before Content-Length, where the JSON parses", read, with_body(_too_short), _MOMENT, rst),
    broken("FIN in a chunk", read, with_body(_half_a_chunk), fin),
    broken("FIN before the last chunk, where the JSON parses", read, with_body(_no_last_chunk), fin),
    broken("RST before the last chunk, where the JSON parses", read, with_body(_no_last_chunk), _MOMENT, rst),
    broken("black hole: let in and never served", stall, error=errors.APITimeoutError, slow=True),
    broken("no response to the request", read, stall, error=errors.APITimeoutError, slow=True),
    broken("silence in the headers", read, send(_HALF_A_HEAD), stall, error=errors.APITimeoutError, slow=True),
    broken("silence in the body", read, with_body(_half), stall, error=errors.APITimeoutError, slow=True),
    broken("silence in a chunk", read, with_body(_half_a_chunk), stall, error=errors.APITimeoutError, slow=True),
)
