"""The environment of the published package: its own interpreter, made once for each version of Python."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

from .rounds import HOME

PACKAGE = "codat-sync-for-commerce-version-1==0.2.0"
_SHARED = ("requests", "urllib3", "certifi", "idna", "charset-normalizer", "dataclasses-json", "marshmallow")


def interpreter() -> str:
    """Give the interpreter that has the published package, with the very versions of the libraries that ours uses."""
    home = HOME / f".venv-published-{sys.version_info.major}.{sys.version_info.minor}"
    python, installed = str(home / "bin" / "python"), home / "installed"
    wanted = [PACKAGE, *(f"{name}=={version(name)}" for name in _SHARED)]
    if not installed.exists() or installed.read_text() != "\n".join(wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        command = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *wanted]
        subprocess.run(command, check=True)
        installed.write_text("\n".join(wanted))
    return python
