"""Kills a program that pushes, at random moments, again and again, until it has finished."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codatsynccommerce.sandbox.faults import Fault

if TYPE_CHECKING:
    from codatsynccommerce.sandbox import Sandbox

CHILD = Path(__file__).with_name("pushing.py")


@dataclass
class Ended:
    """How it went.

    Attributes:
        kills: How often the program was killed.
        said: What it said when it had finished.
        status: With which status.
        ledger: How often each customer is in the ledger of the server.
    """

    kills: int
    said: str
    status: int
    ledger: Counter[str]


def drop_one_in_twenty(sandbox: Sandbox, seed: int) -> None:
    """Let a sandbox do the work of every request, and respond to all but one in twenty."""
    chance = random.Random(seed)

    def fault(_method: str, _target: str, _key: str | None) -> Fault | None:
        return Fault("drop") if chance.random() < 1 / 20 else None

    faults: Any = sandbox._app.faults
    faults.next = fault


def push_and_kill(
    sandbox: Sandbox, journal: Path, count: int, *, lives: tuple[float, float], seed: int, most: int
) -> Ended:
    """Run the program until it ends by itself.

    Arguments:
        sandbox: The server.
        journal: The journal of the run.
        count: How many customers.
        lives: Shortest and longest life of the program, in seconds.
        seed: Of the moments.
        most: How often it is killed at the most.
    """
    chance = random.Random(seed)
    where = [sandbox.url, sandbox.api_key, sandbox.company_id, sandbox.connection_id, str(count), str(journal)]
    for kills in range(most + 1):
        with subprocess.Popen([sys.executable, str(CHILD), *where], stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
            try:
                said, _ = child.communicate(timeout=chance.uniform(*lives) if kills < most else None)
            except subprocess.TimeoutExpired:
                child.kill()
                continue
            ledger = Counter(str(one.record["customerName"]) for one in sandbox.ledger)
            return Ended(kills, said.strip(), child.returncode, ledger)
    raise AssertionError  # the last life has no end but its own
