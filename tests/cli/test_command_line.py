"""The command as a whole: its key, its errors, its exit codes, `wait` and `sandbox`."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from console import COMMAND, KEY, Console, Ran, opened
from recorder import Recorder, answered

from codatsynccommerce import __version__, cli
from codatsynccommerce.cli import orders

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


def operation(**more: Any) -> dict[str, Any]:
    return {
        "companyId": "c",
        "pushOperationKey": "k",
        "dataConnectionKey": "d",
        "requestedOnUtc": "2024-01-01T00:00:00Z",
        "status": "Success",
        "statusCode": 200,
        "dataType": "customers",
        "changes": [{"type": "Created", "recordRef": {"id": "77", "dataType": "customers"}}],
        **more,
    }


def test_the_package_and_its_client_load_without_click() -> None:
    program = "import sys, codatsynccommerce\ncodatsynccommerce.CodatSyncCommerce\nassert 'click' not in sys.modules"
    assert python(program) == (0, "", "")


def test_without_click_the_command_says_what_to_install() -> None:
    program = (
        "import importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'click' else find(name, *rest)\n"
        "from codatsynccommerce.cli import main\nmain()"
    )
    assert python(program) == (2, "", "error: this command needs click: pip install 'codatsynccommerce[cli]'\n")


def test_without_werkzeug_the_sandbox_says_what_to_install() -> None:
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


def test_the_command_tells_its_version(console: Console) -> None:
    assert console.run("--version").out.split()[-1] == __version__


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), "error: Missing command. Try: "),
        (("orders",), "error: Missing command. Try: "),
        (("nonsense",), "error: No such command 'nonsense'"),
        (("wait", "k"), "error: Missing option '--company'. Try: "),
        (("wait", "k", "--company", "c", "--timeout", "0"), "error: Invalid value for '--timeout'"),
        (("wait", "k", "--company", "c", "--timeout", "nan"), "error: "),
        (("wait", "k", "--company", ""), "error: "),
        (("--api-key", KEY[::-1], "doctor"), "error: No such option"),
    ],
)
def test_a_wrong_command_line_gives_2_and_one_line(console: Console, words: tuple[str, ...], error: str) -> None:
    ran = console.run(*words)
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    assert ran.error.startswith(error)


@pytest.mark.parametrize("words", ["wait k --company c", "orders list --company c --connection d"])
def test_without_a_key_2_is_given_and_nothing_sent(console: Console, words: str) -> None:
    console.env["CODAT_API_KEY"] = None
    ran = console.run(*words.split())
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    assert "CODAT_API_KEY" in ran.error


def test_an_address_that_cannot_be_used_gives_2(console: Console) -> None:
    ran = console.run("wait", "k", "--company", "c", server="ftp://example.com")
    assert ran.code == 2
    assert "server_url" in ran.error


def test_a_defect_is_one_line_and_no_traceback(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "connect", None)
    ran = console.run(*console.orders())
    assert ran.code == 70
    assert ran.error.startswith("error: a defect of this command: TypeError: ")


def test_wait_writes_the_status_and_the_id_of_the_record(console: Console) -> None:
    console.run(*console.push("--no-wait", text="customerName\nAnna\n"))
    (made,) = console.sandbox.ledger
    ran = console.run("wait", made.push_operation_key, "--company", made.company_id)
    status, kind, record = ran.out.rstrip("\n").split("\t")
    assert (ran.code, ran.err, status, kind) == (0, "", "Success", "customers")
    assert record


def test_wait_shows_the_warnings_of_the_accounting_software_as_lines(console: Console, server: Recorder) -> None:
    warning = {"itemId": "phone", "message": "not supported\x1b[1m"}
    server.will(answered(operation(validation={"errors": [], "warnings": [warning]})))
    ran = console.run("wait", "k", "--company", "c", server=server.url)
    assert (ran.code, ran.out) == (0, "Success\tcustomers\t77\n")
    assert ran.error == "warning: push of customers: phone: not supported?[1m"


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        ("Failed", 1, "push of customers ended as Failed"),
        ("TimedOut", 3, "push of customers ended as TimedOut"),
        ("Pending", 3, "1 of 1 push operations not finished in time"),
        ("SomethingNew", 3, "1 of 1 push operations not finished in time"),
    ],
)
def test_wait_tells_by_its_exit_code_how_the_push_stands(
    console: Console, server: Recorder, status: str, code: int, words: str
) -> None:
    server.will(answered(operation(status=status, errorMessage="no\nsuch thing")))
    ran = console.run("wait", "k", "--company", "c", server=server.url)
    assert (ran.code, ran.out) == (code, "")
    assert ran.error.startswith(f"error: {words}")
    assert ran.error.endswith(("no such thing", f"last status {status}"))


def test_wait_gives_4_where_the_api_refuses_to_tell(console: Console) -> None:
    ran = console.run("wait", "none", "--company", console.sandbox.company_id)
    assert (ran.code, ran.out) == (4, "")
    assert ran.error.startswith("error: 404: ")


def test_a_server_that_repeats_the_key_in_its_words_does_not_get_it_shown(console: Console, server: Recorder) -> None:
    server.will(answered({"error": f"the key {KEY} is wrong"}, 401))
    assert console.run("wait", "k", "--company", "c", server=server.url).code == 4


def test_the_sandbox_serves_the_command_until_ctrl_c(console: Console) -> None:
    program = subprocess.Popen([*COMMAND, "sandbox", "--port", "0"], stdout=subprocess.PIPE, text=True)  # noqa: S603
    with program:
        try:
            assert program.stdout
            told = dict(program.stdout.readline().rsplit(None, 1) for _ in range(5))
            env = {**os.environ, "CODAT_API_KEY": told["api key"]}
            place = ["--company", told["company"], "--connection", told["commerce"]]
            words = ["--server-url", told["url"], "orders", "list", *place, "--max", "2", "--format", "json"]
            done = subprocess.run(  # noqa: S603
                [*COMMAND, *words], env=env, check=True, capture_output=True, text=True, timeout=20
            )
            program.send_signal(signal.SIGINT)
            program.wait(20)
        finally:
            program.kill()
    assert len(json.loads(done.stdout)) == 2
    assert program.returncode == 0


def test_a_port_that_is_taken_gives_2(console: Console) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = console.run("sandbox", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert ran.error.startswith("error: port ")
