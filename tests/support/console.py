"""A sandbox and the command, run in this process or in one of its own; time passes only by pauses, all short."""

from __future__ import annotations

import base64
import inspect
import io
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from click.testing import CliRunner

from codatsynccommerce._runtime import client
from codatsynccommerce._runtime.client import Clock
from codatsynccommerce.cli.app import app
from codatsynccommerce.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "canary-key-of-the-command-6f1d"
HEADER = base64.b64encode(KEY.encode()).decode()
COMMAND = [sys.executable, "-W", "error", "-m", "codatsynccommerce.cli"]


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line that says why."""
        (line,) = self.err.splitlines()
        return line


class Answers(io.BytesIO):
    """What is typed. Its end is an error, as at a terminal: click 8.1.0 alone would read empty lines forever."""

    def read1(self, size: int | None = -1, /) -> bytes:
        if data := super().read1(size):
            return data
        raise EOFError


class Passing:
    """Time that passes by pauses, on top of the real one."""

    def __init__(self) -> None:
        self.skipped = 0.0
        self.ahead = 0.0

    def sleep(self, seconds: float) -> None:
        self.skipped += seconds

    def clock(self) -> Clock:
        return Clock(
            sleep=self.sleep,
            monotonic=lambda: time.monotonic() + self.skipped,
            now=lambda: time.time() + self.skipped + self.ahead,
        )


class Console:
    """What a test types into."""

    def __init__(self, sandbox: Sandbox, time: Passing, folder: Path) -> None:
        self.sandbox = sandbox
        self.time = time
        self.folder = folder
        self.env: dict[str, str | None] = {"CODAT_API_KEY": KEY, "CODAT_AUTH_HEADER": None}

    def run(self, *words: str, server: str | None = None, answers: str | None = None) -> Ran:
        """Run the command here, with answers as its input."""
        # click 8.1 mixes both streams unless it is set, and later versions have no such option.
        options: dict[str, Any] = (
            {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}
        )
        line = ["--server-url", server or self.sandbox.url, *words]
        typed = None if answers is None else Answers(answers.encode())
        result = CliRunner(env=self.env, **options).invoke(app, line, input=typed, prog_name="codatsynccommerce")
        assert "Traceback" not in result.output
        return seen(Ran(result.exit_code, result.stdout, result.stderr))

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start the command as a program of its own."""
        env = {**os.environ, **{name: value for name, value in self.env.items() if value}}
        return subprocess.Popen(  # noqa: S603 - the command under test
            [*COMMAND, "--server-url", self.sandbox.url, *words],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def push(self, *more: str, text: str = "customerName\nAnna\nBert\nCleo\n") -> list[str]:
        """Write a file of customers, and return the words of the command that pushes it."""
        file = self.folder / "customers.csv"
        file.write_text(text, encoding="utf-8")
        place = ("--company", self.sandbox.company_id, "--connection", self.sandbox.connection_id)
        return ["push", "customers", str(file), *place, "--journal", str(self.folder / "journal.sqlite"), *more]

    def orders(self, *more: str) -> list[str]:
        """Return the words of the command that lists orders."""
        place = ("--company", self.sandbox.company_id, "--connection", self.sandbox.commerce_connection_id)
        return ["orders", "list", *place, *more]

    @property
    def names(self) -> list[str]:
        """The customers in the sandbox's books."""
        return sorted(one.record["customerName"] for one in self.sandbox.ledger)


def seen(ran: Ran) -> Ran:
    """Look for the key in what was written."""
    assert KEY not in ran.out + ran.err
    assert HEADER not in ran.out + ran.err
    return ran


@contextmanager
def opened(folder: Path) -> Iterator[Console]:
    """Open a console, no proxy in force."""
    time = Passing()
    with pytest.MonkeyPatch.context() as patch, Sandbox(api_key=KEY) as sandbox:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        patch.setattr(client, "Clock", time.clock)
        yield Console(sandbox, time, folder)
