"""The leak watcher sees the API key wherever it appears, and fails the test in which it does."""

from __future__ import annotations

import base64
import logging
import os
import pickle
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from support.api_key import ENCODED, KEY, exception_text, found_in
from support.leak_watcher import WATCH, Watch
from support.recorder import StubResponse

from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


def test_watcher_finds_key_in_log_record() -> None:
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


def test_watcher_finds_key_in_exception() -> None:
    leaks = [_raised(ValueError(KEY)), _raised(), _raised(), _raised(), errors.SDKError(KEY)]
    leaks[1].body = KEY
    leaks[2].headers = {"Echo": ENCODED}
    leaks[3].args = (ENCODED,)
    for leak in leaks:
        assert found_in(exception_text(leak))
    assert not found_in(exception_text(_raised(ValueError("nothing to see"))))


def test_the_watcher_reads_calls_and_logs(connect: Connect, server: Recorder) -> None:
    server.will(StubResponse(503), StubResponse(400, b'{"error": "no"}'))
    before = Counter(WATCH.looked)
    client = connect()
    with pytest.raises(errors.BadRequestError):
        client.companies.get_company(operations.GetCompanyRequest("c"))
    WATCH.look("repr", repr(client) + repr(vars(client)) + repr(vars(client._client)))
    assert server.requests[-1].headers["Authorization"] == f"Basic {ENCODED}"
    read = WATCH.looked - before
    assert read["exception"] == 1
    assert read["log"] >= 3


def test_a_test_that_leaks_fails(tmp_path: Path) -> None:
    """A leak fails the very test that it happens in, in every process of the run."""
    (tmp_path / "test_leaks.py").write_text(f"def test_leaks(): print({KEY!r})\ndef test_is_quiet(): pass\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "1",
        "-p",
        "xdist",
        "-p",
        "support.leak_watcher",
        "-p",
        "no:cacheprovider",
    ]
    # The other plugins that are installed take longer to load than the run takes.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert "1 failed, 1 passed" in run.stdout, run.stdout + run.stderr
    assert "the API key of the tests was shown" in run.stdout
