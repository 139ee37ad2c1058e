"""The command as a whole: its key, its errors, its exit codes and `sandbox`."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.console import COMMAND, KEY, Console, Ran, opened
from support.for_each import for_each

from codatsynccommerce import __version__, cli
from codatsynccommerce.cli import orders
from codatsynccommerce.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def python(program: str) -> Ran:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], check=False, capture_output=True, text=True)  # noqa: S603
    return Ran(done.returncode, done.stdout, done.stderr)


def test_package_loads_without_click() -> None:
    program = "import sys, codatsynccommerce\ncodatsynccommerce.CodatSyncCommerce\nassert 'click' not in sys.modules"
    assert python(program) == (0, "", "")


@pytest.mark.parametrize("module", ["codatsynccommerce", "codatsynccommerce.cli"])
def test_missing_click_names_the_extra(module: str) -> None:
    program = (
        "import runpy, importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'click' else find(name, *rest)\n"
        f"runpy.run_module('{module}', run_name='__main__')"
    )
    assert python(program) == (2, "", "error: this command needs click: pip install 'codatsynccommerce[cli]'\n")


def test_the_package_runs_as_the_command() -> None:
    command = [sys.executable, "-W", "error", "-m", "codatsynccommerce", "--version"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    assert (done.returncode, done.stdout.split()[-1], done.stderr) == (0, __version__, "")


def test_missing_werkzeug_names_the_extra() -> None:
    program = (
        "import sys\nsys.modules['werkzeug'] = None\nsys.argv = ['codatsynccommerce', 'sandbox']\n"
        "from codatsynccommerce.cli import main\nmain()"
    )
    ran = python(program)
    assert (ran.code, ran.out) == (2, "")
    assert ran.error == "error: the sandbox needs its extra: pip install 'codatsynccommerce[sandbox]'"


def test_the_package_names_the_command() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'\[project\.scripts\]\ncodatsynccommerce = "(.+):(.+)"', text)
    assert found
    assert (found[1], getattr(cli, found[2])) == (cli.__name__, cli.main)


def test_version_is_shown(console: Console) -> None:
    assert console.run("--version").out.split()[-1] == __version__


@pytest.mark.parametrize(
    ("words", "commands"),
    [
        ((), ("companies", "customers", "doctor", "invoices", "wait")),
        (("orders",), ("list",)),
        (("customers",), ("push",)),
    ],
)
def test_bare_command_shows_its_help(console: Console, words: tuple[str, ...], commands: tuple[str, ...]) -> None:
    ran = console.run(*words)
    assert (ran.code, ran.err, console.sandbox.requests) == (0, "", ())
    assert ran.out == console.run(*words, "--help").out
    assert all(f"\n  {command} " in ran.out for command in commands)


@for_each(
    ("words", "error"),
    [
        (("wait", "k", "--compny", "c"), "error: No such option"),
        (
            ("orders", "list", "--server-url=http://localhost"),
            "error: --server-url stands before the command: codatsynccommerce --server-url URL orders list",
        ),
        (("nonsense",), "error: No such command 'nonsense'"),
        (("wait", "k"), "error: Missing option '--company'. Try: "),
        (("wait", "k", "--company", "c", "--timeout", "0"), "error: Invalid value for '--timeout'"),
        (("wait", "k", "--company", "c", "--timeout", "nan"), "error: Invalid value for '--timeout'"),
        (("wait", "k", "--company", "c", "--timeout", "inf"), "error: Invalid value for '--timeout'"),
        (("wait", "k", "--company", "c", "--timeout", "1e400"), "error: Invalid value for '--timeout'"),
        (("wait", "k", "--company", "c", "--timeout", "1e20"), "error: Invalid value for '--timeout'"),
        (("wait", "k", "--company", "c", "--timeout", "-1"), "error: Invalid value for '--timeout'"),
        (("wait", "k", "--company", ""), "error: Invalid value for '--company': it is empty; is a variable not set? T"),
        (("wait", " ", "--company", "c"), "error: Invalid value for 'KEY': it is empty"),
        (("orders", "list", "--company", "", "--connection", "d"), "error: Invalid value for '--company': it is empty"),
        (("orders", "list", "--company", "c", "--connection", " "), "error: Invalid value for '--connection': it is e"),
        (("--api-key", KEY[::-1], "doctor"), "error: No such option"),
    ],
)
def test_invalid_command_line_gives_2(console: Console, words: tuple[str, ...], error: str) -> None:
    ran = console.run(*words)
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    assert ran.error.startswith(error)
    assert "?." not in ran.error


@pytest.mark.parametrize("words", ["wait k --company c", "orders list --company c --connection d"])
def test_missing_key_gives_2(console: Console, words: str) -> None:
    console.env["CODAT_API_KEY"] = None
    ran = console.run(*words.split())
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    assert ran.error == "error: no API key: set CODAT_API_KEY, or CODAT_AUTH_HEADER to a ready-made header"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered_to_shells(shell: str) -> None:
    program = "from codatsynccommerce.cli import main\nmain()"
    env = {**os.environ, "_CODATSYNCCOMMERCE_COMPLETE": f"{shell}_source"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)  # noqa: S603
    assert (done.returncode, "_CODATSYNCCOMMERCE_COMPLETE" in done.stdout) == (0, True)


def test_help_and_guide_name_every_exit_code(console: Console) -> None:
    codes = [str(int(one)) for one in Exit]
    shown = console.run("--help").out.partition("Exit codes:")[2].partition("Options:")[0]
    assert re.findall(r"\b\d+\b", shown) == codes
    guide = (ROOT / "docs" / "guides" / "command-line.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", guide, re.MULTILINE) == codes


def test_invalid_server_url_gives_2(console: Console) -> None:
    ran = console.run("wait", "k", "--company", "c", server="ftp://example.com")
    assert ran.code == 2
    assert "server_url" in ran.error


def test_defect_is_one_line(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "connect", None)
    ran = console.run(*console.orders())
    assert ran.code == 70
    assert ran.error.startswith("error: a defect of this command: TypeError: ")


def test_sandbox_serves_until_ctrl_c(console: Console) -> None:
    program = subprocess.Popen([*COMMAND, "sandbox", "--port", "0"], stdout=subprocess.PIPE, text=True)  # noqa: S603
    with program:
        try:
            assert program.stdout
            shown = dict(program.stdout.readline().rsplit(None, 1) for _ in range(5))
            env = {**os.environ, "CODAT_API_KEY": shown["api key"]}
            place = ["--company", shown["company"], "--connection", shown["commerce"]]
            words = ["--server-url", shown["url"], "orders", "list", *place, "--max", "2", "--format", "json"]
            done = subprocess.run(  # noqa: S603
                [*COMMAND, *words], env=env, check=True, capture_output=True, text=True, timeout=20
            )
            program.send_signal(signal.SIGINT)
            program.wait(20)
        finally:
            program.kill()
    assert len(json.loads(done.stdout)) == 2
    assert program.returncode == 0


def test_port_in_use_gives_2(console: Console) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = console.run("sandbox", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert re.fullmatch(
        r"error: port \d+ cannot be opened: Address already in use. Name another with --port", ran.error
    )
