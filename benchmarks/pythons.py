"""The Pythons of this computer, each with two environments: one for our client, one for the published package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from .rounds import HOME

PUBLISHED = "codat-sync-for-commerce-version-1==0.2.0"
_MINORS = range(10, 15)
_SHARED = ("requests", "urllib3", "certifi", "idna", "charset-normalizer", "dataclasses-json", "marshmallow")
_VERSIONS = "from importlib.metadata import version; print('\\n'.join(version(name) for name in {names!r}))"


class Python(NamedTuple):
    """One version of Python and its environments.

    Attributes:
        version: Such as `3.11.7`.
        ours: Interpreter that has our client.
        published: Interpreter that has the published package; None where that is left out.
    """

    version: str
    ours: str
    published: str | None = None

    @property
    def minor(self) -> str:
        """The version without its patch release, such as `3.11`."""
        return self.version.rpartition(".")[0]


def find() -> list[str]:
    """Return an interpreter for each minor version from 3.10 on, from PATH or pyenv, the running one included."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = {_version(sys.executable).rpartition(".")[0]: sys.executable}
    for minor in (f"3.{number}" for number in _MINORS):
        installed = sorted(root.glob(f"{minor}.*/bin/python"))
        for path in [shutil.which(f"python{minor}"), *map(str, reversed(installed))]:
            if path and minor not in found and _version(path).startswith(f"{minor}."):
                found[minor] = path
    return [path for _, path in sorted(found.items(), key=lambda pair: int(pair[0].partition(".")[2]))]


def prepare(interpreter: str, *, with_published: bool) -> Python:
    """Make the environments of an interpreter, or find them made already.

    Arguments:
        interpreter: The Python to make them with.
        with_published: Whether the published package is measured too.
    """
    version = _version(interpreter)
    minor = version.rpartition(".")[0]
    ours = _environment(interpreter, HOME / f".venv-bench-{minor}", ["--editable", ".[async,sandbox]"])
    if not with_published:
        return Python(version, ours)
    wanted = [f"{name}=={number}" for name, number in zip(_SHARED, versions(ours, _SHARED), strict=True)]
    published = _environment(interpreter, HOME / f".venv-published-{minor}", [PUBLISHED, *wanted])
    return Python(version, ours, published)


def versions(interpreter: str, names: tuple[str, ...]) -> list[str]:
    """Return the installed versions of packages in an environment."""
    command = [interpreter, "-c", _VERSIONS.format(names=names)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def _version(interpreter: str) -> str:
    """Return the full version of an interpreter, an empty string for one that does not start."""
    command = [interpreter, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def _environment(interpreter: str, home: Path, wanted: list[str]) -> str:
    python, installed = str(home / "bin" / "python"), home / "installed"
    if not installed.exists() or installed.read_text() != "\n".join(wanted):
        print(f"Making {home.name}", file=sys.stderr)
        subprocess.run([interpreter, "-m", "venv", "--clear", home], check=True)
        command = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *wanted]
        subprocess.run(command, check=True, cwd=HOME)
        installed.write_text("\n".join(wanted))
    return python
