"""PostgreSQL and Redis are found, installed if possible, and stopped with the process that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psycopg
import pytest
from support import system_packages
from support.services import Services
from support.system_packages import Package, ServiceError, find, find_or_install
from support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

APT = """#!/bin/sh
echo "$@" >> {log}
test -e {policy} || echo "a service may start" >> {log}
if [ "$2" = install ] && [ -n "{made}" ]; then
    mkdir -p {made}; printf '#!/bin/sh\\n' | tee {made}/initdb > {made}/pg_ctl; chmod +x {made}/*
fi
exit {status}
"""


class Machine:
    """A computer without PostgreSQL, whose apt-get a test writes."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.log = folder / "apt.log"
        self.policy = folder / "policy-rc.d"
        self.package = Package("initdb", "pg_ctl", "postgresql", "postgresql", (f"{folder}/postgresql/*/bin",))
        (folder / "bin").mkdir()
        monkeypatch.setattr(system_packages, "POLICY", self.policy)
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        # The tools of the system, in a folder of their own: PostgreSQL may be beside them.
        for tool in ("sh", "mkdir", "tee", "chmod"):
            (folder / "bin" / tool).symlink_to(f"/bin/{tool}" if Path(f"/bin/{tool}").exists() else f"/usr/bin/{tool}")
        monkeypatch.setenv("PATH", str(folder / "bin"))

    def give_apt(self, *, version: str = "", status: int = 0) -> None:
        """Let apt-get install a version of PostgreSQL and end with a status."""
        made = self.install(version) if version else ""
        apt = self.folder / "bin" / "apt-get"
        apt.write_text(APT.format(log=self.log, policy=self.policy, made=made, status=status))
        apt.chmod(0o755)

    def install(self, version: str) -> Path:
        """Return where a version would be."""
        return self.folder / "postgresql" / version / "bin"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_newest_version_is_found_first(machine: Machine) -> None:
    for version in ("9", "15", "14"):
        machine.install(version).mkdir(parents=True)
        for program in ("initdb", "pg_ctl"):
            (machine.install(version) / program).touch(0o755)
    (machine.install("15") / "pg_ctl").unlink()  # Only the client of 15 is there.
    assert find(machine.package) == machine.install("14")


def test_missing_server_is_installed_without_service(machine: Machine) -> None:
    machine.give_apt(version="15")
    assert find_or_install([machine.package]) == [machine.install("15")]
    assert machine.log.read_text().splitlines() == [
        "--quiet update",
        "--quiet install --yes --no-install-recommends postgresql",
    ]
    assert not machine.policy.exists()


def test_policy_of_the_machine_is_kept(machine: Machine) -> None:
    machine.policy.write_text("theirs")
    machine.give_apt(version="15")
    find_or_install([machine.package])
    assert machine.policy.read_text() == "theirs"


def test_failed_installation_shows_its_output(machine: Machine) -> None:
    machine.give_apt(status=100)
    with pytest.raises(ServiceError, match="apt-get update failed"):
        find_or_install([machine.package])
    assert not machine.policy.exists()


def test_installation_without_the_program_is_reported(machine: Machine) -> None:
    machine.give_apt()
    with pytest.raises(ServiceError, match="postgresql was installed, and initdb is still missing"):
        find_or_install([machine.package])


@pytest.mark.parametrize("reason", ["no apt-get", "not root"])
def test_message_says_what_to_install(machine: Machine, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    if reason == "not root":
        machine.give_apt(version="15")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(ServiceError) as caught:
        find_or_install([machine.package])
    assert str(caught.value).splitlines() == [
        "initdb not found. Install what is missing, then run this again:",
        "    Debian, Ubuntu   sudo apt-get install postgresql",
        "    macOS            brew install postgresql",
    ]
    assert not machine.log.exists()


def _is_served(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.mark.postgres
def test_services_restart_with_what_they_hold() -> None:
    with Services() as services:
        with psycopg.connect(services.postgres) as before:
            before.execute("CREATE TABLE kept AS SELECT 7 AS number")
        services.restart("postgres")
        services.restart("redis")
        with psycopg.connect(services.postgres) as after:
            assert after.execute("SELECT number FROM kept").fetchall() == [(7,)]
    assert not _is_served(services.postgres)


COMMAND = "import os, sys; print(os.environ['CODAT_TEST_POSTGRES'], flush=True); sys.stdin.read()"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that the user of the servers can enter, which folders of pytest are not."""
    with TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.postgres
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_the_services(end: int, open_folder: Path) -> None:
    """Ctrl-C goes to the whole group, SIGTERM and SIGKILL only to the one process."""
    starter = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-m", "support.services", sys.executable, "-c", COMMAND],
        env={**os.environ, "TMPDIR": str(open_folder), "PYTHONPATH": str(Path(__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with starter:
        assert starter.stdout
        url = starter.stdout.readline().strip()
        assert _is_served(url)
        if end == signal.SIGINT:
            os.killpg(starter.pid, end)
        else:
            starter.send_signal(end)
        starter.communicate()
    # Nobody waits for the keeper of a starter that was killed.
    wait_until(lambda: not any(open_folder.iterdir()))
    assert not _is_served(url)
