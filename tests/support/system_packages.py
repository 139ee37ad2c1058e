"""Finds PostgreSQL and Redis on this computer, and installs Debian's packages of them if they are missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICY = Path("/usr/sbin/policy-rc.d")
"""Debian's packages ask this program whether they may start their services."""


class ServiceError(Exception):
    """A server cannot be found, installed or started; the text says what to do."""


class Package(NamedTuple):
    """A server and where it may be."""

    program: str
    beside: str
    """Another program that its folder must hold."""
    debian: str
    brew: str
    folders: tuple[str, ...]
    """Folders outside of PATH, as patterns."""


POSTGRES = Package(
    "initdb",
    "pg_ctl",
    "postgresql",
    "postgresql",
    (
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/opt/homebrew/opt/postgresql*/bin",
        "/usr/local/opt/postgresql*/bin",
    ),
)
REDIS = Package(
    "redis-server", "redis-server", "redis-server", "redis", ("/usr/bin", "/opt/homebrew/bin", "/usr/local/bin")
)


def find(package: Package) -> Path | None:
    """Return the folder with the programs of a package, the newest version first; None if there is none."""
    on_path = shutil.which(package.program)
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in package.folders:
        folders += sorted(Path("/").glob(pattern.lstrip("/")), key=_version, reverse=True)
    programs = (package.program, package.beside)
    return next((folder for folder in folders if all(os.access(folder / each, os.X_OK) for each in programs)), None)


def find_or_install(packages: list[Package]) -> list[Path]:
    """Return the folder of each package, after installing those that are missing.

    Raises:
        ServiceError: One is missing and cannot be installed.
    """
    missing = [package for package in packages if find(package) is None]
    if missing:
        _install(missing)
    folders = [find(package) for package in packages]
    return [_installed(package, folder) for package, folder in zip(packages, folders, strict=True)]


def _installed(package: Package, folder: Path | None) -> Path:
    if folder is None:
        message = f"the package {package.debian} was installed, and {package.program} is still missing"
        raise ServiceError(message)
    return folder


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(folder))]


def _install(packages: list[Package]) -> None:
    names = [package.debian for package in packages]
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        programs = " and ".join(package.program for package in packages)
        message = (
            f"{programs} not found. Install what is missing, then run this again:\n"
            f"    Debian, Ubuntu   sudo apt-get install {' '.join(names)}\n"
            f"    macOS            brew install {' '.join(package.brew for package in packages)}"
        )
        raise ServiceError(message)
    print(f"Installing {' and '.join(names)} by apt-get; no service is started", flush=True)
    with _services_stay_stopped():
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *names]):
            run = subprocess.run(  # noqa: S603 - the system's own apt-get
                [apt, "--quiet", *arguments],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            if run.returncode:
                message = f"apt-get {' '.join(arguments)} failed:\n{run.stdout}"
                raise ServiceError(message)


@contextmanager
def _services_stay_stopped() -> Iterator[None]:
    """Forbid packages to start their services. See invoke-rc.d(8)."""
    if POLICY.exists():  # Somebody has decided already, as the images of containers do.
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()
