"""The watch over the key of the tests sees a leak, and has seen none when all other tests have run."""

from __future__ import annotations

import base64
import logging
import pickle
from typing import TYPE_CHECKING

import pytest
from support.api_key import ENCODED, KEY, found_in, told
from support.leak_watcher import WATCH, Watch
from support.recorder import Answer

from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Connect
    from support.recorder import Recorder


def _raised(cause: Exception | None = None) -> errors.SDKError:
    try:
        raise errors.SDKError("nothing to see") from cause
    except errors.SDKError as error:
        return error


@pytest.mark.parametrize("text", [KEY, f"Basic {ENCODED}", repr(pickle.dumps(KEY)), f"one\n{KEY}"])
def test_the_watch_sees_the_key_in_a_text(text: str) -> None:
    assert found_in(text)
    assert not found_in(base64.b64encode(b"another key").decode())


def test_the_watch_sees_the_key_in_every_part_of_a_log_record() -> None:
    logger, watch = logging.getLogger("of this test"), Watch()
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    logger.addHandler(watch)
    leaks: list[Callable[[], None]] = [
        lambda: logger.debug(KEY),
        lambda: logger.debug("%s", ENCODED),
        lambda: logger.debug("%.0s", KEY),
        lambda: logger.error("failed", exc_info=ValueError(KEY)),
    ]
    for case, leak in enumerate(leaks):
        leak()
        assert len(watch.found) > case
        assert watch.looked["log"] == case + 1
    found = len(watch.found)
    logger.warning("nothing to see")
    assert len(watch.found) == found


def test_the_watch_sees_the_key_in_every_part_of_an_exception() -> None:
    leaks = [_raised(ValueError(KEY)), _raised(), _raised(), _raised(), errors.SDKError(KEY)]
    leaks[1].body = KEY
    leaks[2].headers = {"Echo": ENCODED}
    leaks[3].args = (ENCODED,)
    for leak in leaks:
        assert found_in(told(leak))
    assert not found_in(told(_raised(ValueError("nothing to see"))))


def test_the_key_was_let_out_nowhere(connect: Connect, server: Recorder) -> None:
    """Runs last: the plugin sees to it."""
    server.will(Answer(503), Answer(400, b'{"error": "no"}'))
    client = connect()
    with pytest.raises(errors.BadRequestError):
        client.companies.get_company(operations.GetCompanyRequest("c"))
    WATCH.look("repr", repr(client) + repr(vars(client)) + repr(vars(client._client)))
    assert server.requests[-1].headers["Authorization"] == f"Basic {ENCODED}"
    assert WATCH.looked["exception"] >= 1
    assert WATCH.looked["log"] >= 3
    assert WATCH.found == []
