"""What an answer may cost: its size once unpacked is bounded, and so is the memory for finding that out."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from support.fault_client import trial
from support.fault_steps import answer, chunks, raw, read, say

from codatsynccommerce._runtime.http import reading as body
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.fault_connection import Line

MIB = 1024 * 1024


def _bomb() -> bytes:
    """Pack 128 MiB into as many KiB."""
    packer = zlib.compressobj(1, wbits=16 + zlib.MAX_WBITS)
    return b"".join([*(packer.compress(b" " * MIB) for _ in range(128)), packer.flush()])


@pytest.mark.parametrize("road", ["own", "session", "adapter"])
def test_a_bomb_costs_no_more_memory_than_the_limit_allows(road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 8 * MIB)
    bomb = answer(_bomb(), "200 OK", "Content-Encoding: gzip")
    with trial(road) as made:
        made.call("GET")
        made.server.once(read, say(bomb))
        tracemalloc.start()
        try:
            error = made.failure("GET")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert isinstance(error, errors.ResponseDecodeError)
        assert str(error) == f"200: the response is larger than {8 * MIB} bytes"
        assert (error.status_code, error.attempts) == (200, 1)
        assert peak < 32 * MIB
        made.call("GET")


def test_the_limit_is_256_mib_unless_told_otherwise() -> None:
    assert body.MAX_BODY_BYTES == 256 * MIB


def _padded(size: int) -> bytes:
    head = b'{"id": "c", "name": "'
    return head + b"x" * (size - len(head) - 2) + b'"}'


@pytest.mark.parametrize(
    "pack",
    [
        answer,
        lambda data: answer(gzip.compress(data), "200 OK", "Content-Encoding: gzip"),
        lambda data: answer(zlib.compress(data), "200 OK", "Content-Encoding: deflate"),
        lambda data: raw("200 OK", "Transfer-Encoding: chunked", body=chunks(data, b"")),
        lambda data: raw("200 OK", "Connection: close", body=data),
    ],
)
def test_the_limit_is_exact_however_the_body_comes(
    pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "MAX_BODY_BYTES", 200_000)
    with trial() as made:
        for size in (200_000, 200_001):
            made.server.once(read, say(pack(_padded(size))), lambda line: line.fin())
            if size <= body.MAX_BODY_BYTES:
                assert made.get("c") == "c"
            else:
                assert str(made.failure("GET")) == "200: the response is larger than 200000 bytes"


def test_a_body_that_grows_without_end_is_ended_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_BODY_BYTES", MIB)

    def pour(line: Line) -> None:
        while True:
            line.send(b"\x20" * 65536)

    with trial() as made:
        made.server.once(read, say(raw("200 OK")), pour)
        assert "larger than" in str(made.failure("POST"))
        made.call("POST")


@pytest.mark.parametrize("depth", [50, 500, 900, 990, 1000, 1100, 5000, 50_000])
@pytest.mark.parametrize(("start", "end"), [(b'{"x": ', b"}"), (b"[", b"]"), (b'[{"id": ', b"}]")])
@pytest.mark.parametrize("place", ["id", "unknown"])
def test_nesting_is_read_or_refused_and_never_a_recursion_error(
    place: str, start: bytes, end: bytes, depth: int
) -> None:
    nested = start * depth + b"1" + end * depth
    with trial() as made:
        made.server.always(read, say(answer(b'{"%b": %b}' % (place.encode(), nested))))
        if place == "id" or depth >= 50_000:
            assert isinstance(made.failure("GET"), errors.ResponseDecodeError)
            return
        try:
            made.get("c")
        except errors.ResponseDecodeError as error:
            assert "nested too deeply" in str(error)


@pytest.mark.parametrize("depth", [500, 990, 5000, 50_000])
@pytest.mark.parametrize("place", ['"error": %b', '"validation": %b', '"validation": {"errors": [%b]}'])
def test_nesting_does_not_hide_a_status(place: str, depth: int) -> None:
    nested = b'{"errors": ' * depth + b"1" + b"}" * depth
    with trial() as made:
        made.server.always(read, say(answer(b"{%b}" % (place.encode() % nested), "400 Bad Request")))
        assert type(made.failure("GET")) is errors.BadRequestError
