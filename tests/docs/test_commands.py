"""What a newcomer runs first: the tasks of the Makefile, and the example behind `make demo`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support.doc_pages import ROOT
from support.short_pauses import environment

if TYPE_CHECKING:
    from pathlib import Path

OLD = """#!/bin/sh
if [ "$1" = -V ]; then echo Python 3.8.1; exit; fi
exec '{python}' -c "$(echo "$2" | sed 's/sys.version_info/(3, 8)/')"
"""


@pytest.fixture
def old_python(tmp_path: Path) -> Path:
    """Make a Python that takes itself for an older one."""
    python = tmp_path / "python3.8"
    python.write_text(OLD.format(python=sys.executable))
    python.chmod(0o755)
    return python


def _make(*arguments: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "VENV", "MAKEFLAGS")}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603


def test_old_python_is_reported_with_the_task(old_python: Path, tmp_path: Path) -> None:
    run = _make("demo", f"PYTHON={old_python}", f"VENV={tmp_path / 'venv'}")
    assert run.returncode == 2
    assert run.stderr.startswith("Python 3.10 or newer is needed: make demo PYTHON=python3.12\n")
    assert not (tmp_path / "venv").exists()


def test_environment_of_another_python_is_reported(old_python: Path, tmp_path: Path) -> None:
    places = tmp_path / "venv" / "bin"
    places.mkdir(parents=True)
    (places / "python").symlink_to(sys.executable)
    (places / "ruff").symlink_to("/bin/true")
    (places.parent / "installed").touch()
    message = (
        f"{places.parent} stays with Python {sys.version.split()[0]}. For another, name another place too: VENV=.venv2"
    )
    assert message in _make("lint", f"PYTHON={old_python}", f"VENV={places.parent}").stdout.splitlines()
    for same in (f"PYTHON={sys.executable}", "ARGS="):
        run = _make("lint", same, f"VENV={places.parent}")
        assert (run.stdout.splitlines(), run.returncode) == ([f"{places / 'ruff'} check"], 0)


def test_the_example_takes_any_name_on_any_terminal() -> None:
    env = {name: value for name, value in environment().items() if not name.startswith("CODAT_")}
    env |= {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"}
    command = [sys.executable, "examples/create_customer.py", "--name", "Zoë"]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Sending      Zo\\xeb, ada@example.com, GBP\n")
    assert re.search(r"^Customer id  [0-9a-f-]{36}$", run.stdout, re.MULTILINE)
