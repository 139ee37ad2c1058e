"""Standard streams that are closed, full, broken or ASCII-only change no exit code and end no run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.console import COMMAND, KEY, Console, opened
from support.short_pauses import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSED = [">&-", "<&- >&- 2>&-"]
FULL = ["> /dev/full 2>&1", "1< /dev/null 2>&-"]
DEMO = Path(__file__).resolve().parents[2] / "examples" / "create_customer.py"


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def shell(console: Console, command: list[str], redirection: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program with its standard streams redirected, and check that it fails nowhere else."""
    done = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", f'exec "$@" {redirection}', "sh", *command],
        env=environment(**{"CODAT_API_KEY": KEY, "CODAT_SERVER_URL": console.sandbox.url, **env}),
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert b"defect" not in done.stderr
    return done


@pytest.mark.parametrize("redirection", [*CLOSED, *FULL])
def test_push_ends_with_the_code_of_its_work(console: Console, redirection: str) -> None:
    words = console.push("--progress", "--report", str(console.folder / "report.csv"))
    assert shell(console, [*COMMAND, *words], redirection).returncode == 0
    assert console.names == ["Anna", "Bert", "Cleo"]
    assert (console.folder / "journal.sqlite").read_bytes().startswith(b"SQLite format 3\0")
    assert len((console.folder / "report.csv").read_text(encoding="utf-8-sig").splitlines()) == 4


@pytest.mark.parametrize("redirection", ["2>&-", "> /dev/full 2>&1"])
def test_failed_push_still_ends_with_1(console: Console, redirection: str) -> None:
    words = console.push(text="customerName\nAnna\nreject me\n")
    assert shell(console, [*COMMAND, *words], redirection).returncode == 1


@pytest.mark.parametrize(
    ("words", "redirection"),
    [("doctor", ">&-"), ("doctor", "> /dev/full 2>&1"), ("--help", "> /dev/full"), ("", "2>&-")],
)
def test_other_commands_end_with_0(console: Console, redirection: str, words: str) -> None:
    assert shell(console, [*COMMAND, *words.split()], redirection).returncode == 0


@pytest.mark.parametrize("module", ["codatsynccommerce.sandbox", "codatsynccommerce"])
@pytest.mark.parametrize("redirection", ["<&- >&- 2>&-", "> /dev/full 2>&1"])
def test_sandbox_of_a_taken_port_ends_with_2(console: Console, module: str, redirection: str) -> None:
    port = console.sandbox.url.rpartition(":")[2]
    command = [sys.executable, "-W", "error", "-m", module, "sandbox", "--port", port]
    if module.endswith(".sandbox"):
        command.remove("sandbox")
    assert shell(console, command, redirection).returncode == 2


@pytest.mark.parametrize("redirection", ["2>&-", "> /dev/full 2>&1"])
def test_usage_error_still_ends_with_2(console: Console, redirection: str) -> None:
    assert shell(console, [*COMMAND, "wait"], redirection).returncode == 2


def test_list_for_nobody_ends_with_0(console: Console) -> None:
    assert shell(console, [*COMMAND, *console.orders("--format", "json")], ">&-").returncode == 0


def test_list_that_cannot_be_written_ends_with_2(console: Console) -> None:
    done = shell(console, [*COMMAND, *console.orders("--max", "1")], "> /dev/full")
    assert (done.returncode, done.stderr) == (2, b"error: the output cannot be written: No space left on device\n")


def test_closed_pipe_changes_no_code(console: Console) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "--server-url", console.sandbox.url, *console.push()]
    env = environment(CODAT_API_KEY=KEY)
    done = subprocess.run(command, env=env, check=False, stdout=writing, stderr=writing, timeout=60)  # noqa: S603
    os.close(writing)
    assert done.returncode == 0
    assert console.names == ["Anna", "Bert", "Cleo"]


def test_output_is_utf_8_everywhere(console: Console) -> None:
    words = console.push(text="customerName\nZo\xeb reject\n")
    done = shell(console, [*COMMAND, *words], "", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "line 2 (Zo\xeb reject) failed".encode() in done.stderr


@pytest.mark.parametrize("redirection", [*CLOSED, *FULL])
def test_demo_ends_with_0(console: Console, redirection: str) -> None:
    command = [sys.executable, "-W", "error", str(DEMO)]
    assert shell(console, command, redirection, CODAT_API_KEY="").returncode == 0


def test_demo_shows_any_name(console: Console) -> None:
    command = [sys.executable, "-W", "error", str(DEMO), "--name", "Zo\xeb \U0001f600"]
    done = shell(console, command, "", CODAT_API_KEY="", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"Customer id" in done.stdout
