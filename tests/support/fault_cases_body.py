"""Fault cases: 2xx responses whose body is not what the API sends."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from support.fault_case import FaultCase, broken, fine, unreadable
from support.fault_steps import Step, chunks, fin, head_bytes, read, response_bytes, send, with_body

if TYPE_CHECKING:
    from collections.abc import Callable

DEEP = 100_000


def _packed(pack: Callable[[bytes], bytes], encoding: str = "gzip") -> Step:
    return with_body(lambda body: response_bytes(pack(body), "200 OK", f"Content-Encoding: {encoding}"))


def _flipped(body: bytes) -> bytes:
    packed = bytearray(gzip.compress(body))
    packed[len(packed) // 2] ^= 0xFF
    return bytes(packed)


def _bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def _body(body: bytes) -> Step:
    return send(response_bytes(body))


def _chunked(data: Callable[[bytes], bytes]) -> Step:
    return with_body(lambda body: head_bytes("200 OK", "Transfer-Encoding: chunked", body=data(body)))


FAULT_CASES: tuple[FaultCase, ...] = (
    fine("a byte order mark", read, with_body(lambda body: response_bytes(b"\xef\xbb\xbf" + body))),
    fine("gzip", read, _packed(gzip.compress)),
    fine("gzip under its old name, in capitals", read, _packed(gzip.compress, "X-GZIP")),
    fine("deflate", read, _packed(zlib.compress, "deflate")),
    fine("deflate without a header", read, _packed(_bare, "deflate")),
    fine("identity, said", read, _packed(bytes, "identity")),
    fine("chunks of one byte", read, _chunked(lambda body: chunks(*[body[i : i + 1] for i in range(len(body))], b""))),
    fine("chunks with extensions", read, _chunked(lambda body: b"%X;a=b\r\n%b\r\n0;c\r\n\r\n" % (len(body), body))),
    fine("chunks with a trailer", read, _chunked(lambda body: chunks(body) + b"0\r\nChecksum: 1\r\n\r\n")),
    fine(
        "a body that the end of the connection ends", read, with_body(lambda body: head_bytes("200 OK", body=body)), fin
    ),
    fine(
        "no Content-Type", read, with_body(lambda body: head_bytes("200 OK", f"Content-Length: {len(body)}", body=body))
    ),
    broken("gzip that is cut", read, _packed(lambda body: gzip.compress(body)[:-12]), says="within its compressed"),
    broken(
        "a chunk shorter than it says",
        read,
        _chunked(lambda body: b"%x\r\n%b\r\n0\r\n\r\n" % (len(body) + 9, body)),
        fin,
    ),
    broken(
        "a chunk longer than it says",
        read,
        _chunked(lambda body: b"%x\r\n%b\r\n0\r\n\r\n" % (len(body) - 9, body)),
        fin,
    ),
    broken("a chunk size that is no number", read, _chunked(lambda body: b"many\r\n" + body + b"\r\n0\r\n\r\n"), fin),
    broken("a chunk size below nothing", read, _chunked(lambda body: b"-5\r\n" + body + b"\r\n0\r\n\r\n"), fin),
    broken("a chunk size without an end", read, _chunked(lambda _body: b"1" * 100_000), fin),
    unreadable("gzip that is corrupt", read, _packed(_flipped), says="decompressed"),
    unreadable("gzip that is none", read, _packed(bytes), says="decompressed"),
    unreadable(
        "gzip with more behind it", read, _packed(lambda body: gzip.compress(body) + b"more"), says="after the end"
    ),
    unreadable("gzip within gzip", read, _packed(lambda body: gzip.compress(gzip.compress(body)), "gzip, gzip")),
    unreadable("brotli, unasked for", read, _packed(bytes, "br"), says="does not accept"),
    unreadable("an encoding that nobody knows", read, _packed(bytes, "x" * 5000)),
    unreadable("bad UTF-8", read, _body(b'{"name": "\xff"}'), says="UTF-8 at byte 10"),
    unreadable("UTF-16", read, _body('{"id": "c"}'.encode("utf-16")), says="UTF-8"),
    unreadable("a page", read, _body(b"<html><body>Hello</body></html>")),
    unreadable("nothing", read, _body(b""), says="200: the response is empty"),
    unreadable("spaces", read, _body(b" \r\n "), says="200: the response is empty"),
    unreadable("null", read, _body(b"null"), says="200: the response is null"),
    unreadable("a list", read, _body(b"[]")),
    unreadable("text", read, _body(b'"hello"')),
    unreadable("a number", read, _body(b"5")),
    unreadable("true", read, _body(b"true")),
    unreadable("two documents", read, _body(b'{"id": "a"}{"id": "b"}')),
    unreadable("JSON that ends early, as long as it says", read, with_body(lambda body: response_bytes(body[:-5]))),
    unreadable("lists nested without end", read, _body(b"[" * DEEP + b"]" * DEEP), says="nested too deeply"),
    unreadable(
        "objects nested without end", read, _body(b'{"a":' * DEEP + b"1" + b"}" * DEEP), says="nested too deeply"
    ),
    unreadable("NaN", read, _body(b'{"id": NaN}'), says="NaN"),
    unreadable("Infinity", read, _body(b'{"id": -Infinity}'), says="Infinity"),
    unreadable("an object where text belongs", read, _body(b'{"id": {}, "pushOperationKey": {}}')),
    unreadable("a list where text belongs", read, _body(b'{"id": [], "pushOperationKey": []}')),
    unreadable("204", read, send(head_bytes("204 No Content")), says="204: the response is empty"),
    unreadable(
        "205", read, send(head_bytes("205 Reset Content", "Content-Length: 0")), says="205: the response is empty"
    ),
)
