"""The ways to a sandbox: the pytest fixture, the command, and what they say where the extra is missing."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests

from codatsynccommerce.sandbox import Sandbox
from codatsynccommerce.sandbox.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

_BASIC = {"Authorization": "Basic c2FuZGJveC1hcGkta2V5"}
_COMMAND = [sys.executable, "-W", "error", "-m", "codatsynccommerce.sandbox"]


def test_the_fixture_gives_a_running_sandbox(codat_sandbox: Sandbox) -> None:
    response = requests.get(f"{codat_sandbox.url}/companies/{codat_sandbox.company_id}", headers=_BASIC, timeout=10)
    assert response.json()["name"] == "Marlow Books"


def _python(code: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)  # noqa: S603 - our own code


def test_import_without_extra_names_it() -> None:
    run = _python(
        "import sys; sys.modules['werkzeug'] = None\n"
        "import codatsynccommerce.sandbox\n"
        "try:\n    from codatsynccommerce.sandbox import Sandbox\n"
        "except ImportError as problem:\n    print(problem)"
    )
    assert run.stderr == ""
    assert run.stdout.strip().endswith("pip install 'codatsynccommerce[sandbox]'")


def test_fixture_without_extra_names_it(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text("def test_mine(codat_sandbox):\n    pass\n")
    code = "import sys; sys.modules['werkzeug'] = None; import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    run = _python(code, "-q", "-p", "no:cacheprovider", cwd=tmp_path)
    assert run.returncode == 1
    assert "pip install 'codatsynccommerce[sandbox]'" in run.stdout
    assert "Traceback" not in run.stdout


def test_plugin_imports_nothing() -> None:
    run = _python(
        "import sys, pytest; before = set(sys.modules)\n"
        "import codatsynccommerce.sandbox.pytest_plugin\n"
        "print(sorted(one for one in set(sys.modules) - before if not one.startswith('codatsynccommerce')))"
    )
    assert run.stdout.strip() == "[]"


def test_command_serves_until_ctrl_c() -> None:
    with subprocess.Popen(  # noqa: S603 - our own command
        [*_COMMAND, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline() for _ in range(6)]
        shown = dict(re.split(r"  +", line.strip()) for line in lines[:5])
        response = requests.get(f"{shown['url']}/companies/{shown['company']}", headers=_BASIC, timeout=10)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""
    assert shown["api key"] == "sandbox-api-key"
    connections = {
        connection["sourceType"]: connection["id"] for connection in json.loads(response.content)["dataConnections"]
    }
    assert connections == {"Accounting": shown["accounting"], "Commerce": shown["commerce"]}


def test_command_reports_a_port_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as sandbox:
        port = str(urlsplit(sandbox.url).port)
        assert main(["--port", port]) == 2
    shown = f"error: port {port} cannot be opened: Address already in use. Name another with --port\n"
    assert capsys.readouterr().err == shown


def test_command_without_extra_names_it() -> None:
    run = _python(
        "import sys; sys.modules['werkzeug'] = None\n"
        "import runpy; runpy.run_module('codatsynccommerce.sandbox', run_name='__main__')"
    )
    shown = "error: the sandbox needs its extra: pip install 'codatsynccommerce[sandbox]'\n"
    assert (run.returncode, run.stdout, run.stderr) == (2, "", shown)


def test_command_refuses_an_invalid_port(capsys: pytest.CaptureFixture[str]) -> None:
    for port in ("70000", "-1", "http"):
        with pytest.raises(SystemExit, match="2"):
            main(["--port", port])
        assert f"'{port}' is not a port" in capsys.readouterr().err


def test_command_refuses_webhooks_to_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "0", "--webhooks", "https://shop.example/hooks"]) == 2
    assert capsys.readouterr().err.startswith("error: the sandbox sends webhooks over http and only to this computer")
