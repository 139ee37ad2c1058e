"""Worker processes of a test: started, killed, stopped, and ended with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from typing_extensions import Self

    from .ledger import Ledger

CHILD = Path(__file__).with_name("working.py")


class Workers:
    """Processes that each call `bulk.work` on one journal."""

    def __init__(self, ledger: Ledger, journal: str, folder: Path, **options: Any) -> None:
        """Start nothing yet.

        Arguments:
            ledger: The server.
            journal: URL of the database.
            folder: Where the processes write what they say.
            options: Options of `bulk.work`.
        """
        self._command = [sys.executable, str(CHILD), ledger.sandbox.url, ledger.sandbox.api_key, journal]
        self._folder = folder
        self._options = json.dumps(options)
        self.alive: list[subprocess.Popen[bytes]] = []
        self.killed: list[int] = []
        """Ids of the processes that were killed."""
        self._started: list[tuple[subprocess.Popen[bytes], Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for worker in self.alive:
            worker.kill()
            worker.wait()

    def start(self, count: int = 1, *, ahead: float = 0.0) -> subprocess.Popen[bytes]:
        """Start some and return the last. Their clock is so many seconds ahead."""
        for _ in range(count):
            said = self._folder / f"worker-{len(self._started)}.log"
            with said.open("wb") as output:
                command = [*self._command, str(ahead), self._options]
                worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)  # noqa: S603
            self.alive.append(worker)
            self._started.append((worker, said))
        return worker

    def kill_one(self, chance: Random) -> None:
        """Kill one with SIGKILL, which it cannot notice."""
        worker = chance.choice(self.alive)
        self.alive.remove(worker)
        worker.kill()
        worker.wait()
        self.killed.append(worker.pid)

    def ended(self) -> bool:
        """Return whether all have ended by themselves. One that failed raises an error with what it said."""
        for worker in list(self.alive):
            status = worker.poll()
            if status is not None:
                self.alive.remove(worker)
                assert status == 0, self.said(worker)
        return not self.alive

    def said(self, worker: subprocess.Popen[bytes]) -> str:
        """Return what a worker wrote."""
        return next(said.read_text(errors="replace") for started, said in self._started if started is worker)
