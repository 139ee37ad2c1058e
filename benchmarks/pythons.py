"""The Pythons of this computer, each with an environment for our client, and one for the published package."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from .rounds import HOME

PUBLISHED = "codat-sync-for-commerce-version-1==0.2.0"
MINORS = tuple(f"3.{number}" for number in range(10, 15))
"""The versions of Python that are looked for."""

MADE = HOME / "build" / "bench"
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

    @property
    def sides(self) -> dict[str, str]:
        """The interpreter of each side: `ours`, and `published` where that is measured."""
        return {"ours": self.ours} | ({"published": self.published} if self.published else {})


def find() -> dict[str, str]:
    """Return an interpreter for each minor version that is installed, from PATH or pyenv, the running one included."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found: dict[str, str] = {}
    for minor in MINORS:
        installed = sorted(root.glob(f"{minor}.*/bin/python"))
        for path in [sys.executable, shutil.which(f"python{minor}"), *map(str, reversed(installed))]:
            if path and minor not in found and _version(path).startswith(f"{minor}."):
                found[minor] = path
    return found


def prepare(interpreter: str) -> Python:
    """Make the environment of an interpreter, or find it made already.

    Raises:
        subprocess.CalledProcessError: It cannot be made.
    """
    version = _version(interpreter)
    minor = version.rpartition(".")[0]
    return Python(version, _environment(interpreter, MADE / minor, ["--editable", ".[async,sandbox]"]))


def with_published(python: Python) -> Python:
    """Make the environment of the published package too, with the libraries that ours uses.

    Raises:
        subprocess.CalledProcessError: It cannot be made.
    """
    wanted = [f"{name}=={number}" for name, number in zip(_SHARED, versions(python.ours, _SHARED), strict=True)]
    home = MADE / f"{python.minor}-published"
    return python._replace(published=_environment(python.ours, home, [PUBLISHED, *wanted]))


def versions(interpreter: str, names: tuple[str, ...]) -> list[str]:
    """Return the installed versions of packages in an environment."""
    command = [interpreter, "-c", _VERSIONS.format(names=names)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def _version(interpreter: str) -> str:
    """Return the full version of an interpreter, an empty string for one that does not start."""
    command = [interpreter, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def _environment(interpreter: str, home: Path, wanted: list[str]) -> str:
    """Return the interpreter of an environment that holds these packages."""
    python, installed = str(home / "bin" / "python"), home / "installed"
    project = hashlib.sha256((HOME / "pyproject.toml").read_bytes()).hexdigest()
    contents = "\n".join([interpreter, project, *wanted])
    if not installed.exists() or installed.read_text() != contents:
        print(f"Making {home.relative_to(HOME)}", file=sys.stderr)
        subprocess.run([interpreter, "-m", "venv", "--clear", home], check=True)
        command = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *wanted]
        subprocess.run(command, check=True, cwd=HOME)
        installed.write_text(contents)
    return python
