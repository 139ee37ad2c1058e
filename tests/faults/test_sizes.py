"""The decompressed size of a response is limited, and so is the memory that checking it takes."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from support.fault_client import fault_client
from support.fault_steps import chunks, head_bytes, read, response_bytes, send
from support.for_each import for_each

from codatsynccommerce._runtime.http import async_reading
from codatsynccommerce._runtime.http import reading as body
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.fault_connection import FaultConnection

MIB = 1024 * 1024


def _bomb() -> bytes:
    """Pack 128 MiB into as many KiB."""
    packer = zlib.compressobj(1, wbits=16 + zlib.MAX_WBITS)
    return b"".join([*(packer.compress(b" " * MIB) for _ in range(128)), packer.flush()])


@pytest.mark.parametrize("route", ["own", "session", "adapter"])
def test_bomb_stays_within_the_limit(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 8 * MIB)
    bomb = response_bytes(_bomb(), "200 OK", "Content-Encoding: gzip")
    with fault_client(route) as caller:
        caller.call("GET")
        caller.server.once(read, send(bomb))
        tracemalloc.start()
        try:
            error = caller.failure("GET")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert isinstance(error, errors.ResponseDecodeError)
        assert str(error) == f"200: the response is larger than {8 * MIB} bytes"
        assert (error.status_code, error.attempts) == (200, 1)
        assert peak < 32 * MIB
        caller.call("GET")


def test_default_body_limit() -> None:
    assert body.MAX_BODY_BYTES == 256 * MIB


def _padded(size: int) -> bytes:
    head = b'{"id": "c", "name": "'
    return head + b"x" * (size - len(head) - 2) + b'"}'


@pytest.mark.parametrize(
    "pack",
    [
        response_bytes,
        lambda data: response_bytes(gzip.compress(data), "200 OK", "Content-Encoding: gzip"),
        lambda data: response_bytes(zlib.compress(data), "200 OK", "Content-Encoding: deflate"),
        lambda data: head_bytes("200 OK", "Transfer-Encoding: chunked", body=chunks(data, b"")),
        lambda data: head_bytes("200 OK", "Connection: close", body=data),
    ],
)
def test_body_limit_is_exact(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 200_000)
    with fault_client() as caller:
        for size in (200_000, 200_001):
            caller.server.once(read, send(pack(_padded(size))), lambda connection: connection.fin())
            if size <= body.MAX_BODY_BYTES:
                assert caller.get("c") == "c"
            else:
                assert str(caller.failure("GET")) == "200: the response is larger than 200000 bytes"


@pytest.mark.parametrize("route", ["own", "async"])
def test_endless_body_ends_by_its_size(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (body, async_reading):
        monkeypatch.setattr(module, "MAX_BODY_BYTES", MIB)

    def pour(connection: FaultConnection) -> None:
        while True:
            connection.send(b"\x20" * 65536)

    with fault_client(route) as caller:
        caller.server.once(read, send(head_bytes("200 OK")), pour)
        assert "larger than" in str(caller.failure("POST"))
        caller.call("POST")


@for_each("depth", [50, 500, 900, 990, 1000, 1100, 5000, 50_000])
@for_each(("start", "end"), [(b'{"x": ', b"}"), (b"[", b"]"), (b'[{"id": ', b"}]")])
@for_each("place", ["id", "unknown"])
def test_deep_nesting_never_overflows_the_stack(place: str, start: bytes, end: bytes, depth: int) -> None:
    nested = start * depth + b"1" + end * depth
    with fault_client() as caller:
        caller.server.always(read, send(response_bytes(b'{"%b": %b}' % (place.encode(), nested))))
        if place == "id":
            assert isinstance(caller.failure("GET"), errors.ResponseDecodeError)
            return
        try:  # How deep a parser can go depends on Python; what is unknown may then be read and ignored.
            caller.get("c")
        except errors.ResponseDecodeError as error:
            assert "nested too deeply" in str(error)


@for_each("depth", [500, 990, 5000, 50_000])
@for_each("place", ['"error": %b', '"validation": %b', '"validation": {"errors": [%b]}'])
def test_nesting_does_not_hide_a_status(place: str, depth: int) -> None:
    nested = b'{"errors": ' * depth + b"1" + b"}" * depth
    with fault_client() as caller:
        caller.server.always(read, send(response_bytes(b"{%b}" % (place.encode() % nested), "400 Bad Request")))
        assert type(caller.failure("GET")) is errors.BadRequestError
