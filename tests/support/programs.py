"""Programs that a user would write, run in processes of their own with a ledger in place of the API."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .ledger import Ledger

_SOURCE = str(Path(__file__).parents[2] / "src")


class Programs:
    """Programs in one folder."""

    def __init__(self, folder: Path, logs: Path, ledger: Ledger, **environment: str) -> None:
        """Start nothing yet.

        Arguments:
            folder: Where the programs are.
            logs: Where to write what those say that go on.
            ledger: The server that stands for the API.
            environment: Variables for the programs.
        """
        self.folder = folder
        self.logs = logs
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([_SOURCE, os.environ.get("PYTHONPATH", "")]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CODAT_API_KEY": ledger.sandbox.api_key,
            "CODAT_SERVER_URL": ledger.sandbox.url,
            **environment,
        }

    def run(self, *arguments: str) -> str:
        """Run Python with some arguments to its end, and return what it printed."""
        run = subprocess.run(  # noqa: S603 - our own programs
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def start(self, *arguments: str, log: str, pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
        """Start Python with some arguments in a process group of its own. What it says goes to a file."""
        with (self.logs / log).open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - our own programs
                [sys.executable, *arguments],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=pass_fds,
            )

    def log(self, name: str) -> str:
        """Return what a program has said."""
        return (self.logs / name).read_text(errors="replace")

    @contextmanager
    def celery_worker(self, log: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a Celery worker of two processes on `tasks.py`, and kill what is left of it in the end."""
        options = ["--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle", *arguments]
        worker = self.start("-m", "celery", "--app", "tasks", "worker", *options, log=log)
        try:
            wait_until(lambda: " ready." in self.log(log), while_alive=lambda: worker.poll() is None)
            yield worker
        finally:
            kill_group(worker)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and those that it has started, with SIGKILL. Does nothing the second time."""
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    run = subprocess.run(["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True)  # noqa: S607
    pairs = (map(int, line.split()) for line in run.stdout.splitlines())
    return [child for parent, child in pairs if parent == pid]
