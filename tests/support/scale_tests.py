"""A pytest plugin that leaves out the tests that need PostgreSQL or Redis where there is none, and says how many.

`make test-scale` runs exactly those. Each of them may have a database and a broker of its own: the fixtures `database`
and `broker`.
"""

from __future__ import annotations

import os
import socket
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDS = {"postgres": ("CODAT_TEST_POSTGRES",), "engines": ("CODAT_TEST_POSTGRES", "CODAT_TEST_REDIS")}
"""By the mark of a test: the variables that must name the servers."""

_LEFT_OUT = pytest.StashKey[int]()
_COUNT = "tests_that_need_make_test_scale"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgres: needs PostgreSQL, which `make test-scale` starts")
    config.addinivalue_line("markers", "engines: needs PostgreSQL, Redis, Celery and Dask: `make test-scale`")
    config.stash[_LEFT_OUT] = 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if any(not _is_served(mark.name) for mark in item.iter_markers())]
    if left_out:
        config.stash[_LEFT_OUT] = len(left_out)
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _is_served(mark: str) -> bool:
    return all(os.environ.get(variable) for variable in NEEDS.get(mark, ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_COUNT] = session.config.stash[_LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take the number from a process of pytest-xdist: each has collected all tests."""
    left_out = getattr(node, "workeroutput", {}).get(_COUNT, 0)
    node.config.stash[_LEFT_OUT] = max(left_out, node.config.stash[_LEFT_OUT])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash[_LEFT_OUT]:
        terminalreporter.write_line(f"{left_out} tests need PostgreSQL or Redis: make test-scale", yellow=True)


@pytest.fixture
def database() -> Iterator[str]:
    """Make an empty database of PostgreSQL, and return its URL. It is dropped after the test."""
    import psycopg  # noqa: PLC0415 - loading it takes time that most runs would pay for nothing
    from psycopg import sql  # noqa: PLC0415

    server = os.environ["CODAT_TEST_POSTGRES"]
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield server.rpartition("/")[0] + f"/{name}"
        # Processes that a test has killed may still be connected.
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def broker() -> str:
    """Return the URL of an empty database of Redis. Each process that runs tests has one of its own."""
    server = os.environ["CODAT_TEST_REDIS"].rpartition("/")[0]
    number = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 15
    address = urlsplit(server)
    with socket.create_connection((address.hostname or "", address.port or 6379)) as connection:
        connection.sendall(f"SELECT {number}\r\nFLUSHDB\r\nQUIT\r\n".encode())
        responses = connection.makefile("rb").read()
    assert responses == b"+OK\r\n" * 3
    return f"{server}/{number}"
