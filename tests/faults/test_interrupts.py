"""Ctrl-C ends a call at once, wherever it is, and the client stays usable."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

import pytest
from support.fault_client import descriptors, settles, trial
from support.fault_steps import answer, read, say, stall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.fault_steps import Step

ROADS = pytest.mark.parametrize("road", ["own", "session", "adapter"])
_AFTER = 0.1


def _interrupt(*_signal: object) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def _ctrl_c() -> Iterator[None]:
    """Press Ctrl-C a moment later, and find that the call ends then."""
    before = signal.signal(signal.SIGALRM, _interrupt)
    began = monotonic()
    signal.setitimer(signal.ITIMER_REAL, _AFTER)
    try:
        with pytest.raises(KeyboardInterrupt):
            yield
        assert monotonic() - began < _AFTER + 0.5
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@ROADS
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "steps",
    [
        (stall,),
        (read, say(b"HTTP/1.1 200 OK\r\nX: "), stall),
        (read, say(answer(b"{}")[:-1]), stall),
    ],
    ids=["before the answer", "in the headers", "in the body"],
)
def test_in_a_read(steps: tuple[Step, ...], method: str, road: str) -> None:
    with trial(road) as made:
        made.call(method)
        before = descriptors()
        made.server.always(*steps)
        with _ctrl_c():
            made.call(method)
        made.server.heal()
        made.call(method)
        assert (made.server.begun, made.pauses) == (1, [])
        assert settles(lambda: descriptors() <= before)


@ROADS
def test_in_a_pause(road: str) -> None:
    with trial(road) as made:
        made.client._client.clock = made.client._client.clock._replace(sleep=_interrupt)
        made.server.once(read, say(answer(b"", "503 Service Unavailable")))
        with pytest.raises(KeyboardInterrupt):
            made.call("POST")
        assert made.server.begun == 1
        made.call("POST")
        assert made.server.begun == 2
