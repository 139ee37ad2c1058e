"""The whole size: 20,000 customers, killed at random moments until they are all there, with the memory that it took.

    PYTHONPATH=tests python tests/bulk/twenty_thousand.py [COUNT] [SEED]

Takes some minutes. Ends with status 1 where a customer is not in the ledger of the server exactly once.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from support.killing import drop_one_in_twenty, push_and_kill

from codatsynccommerce.sandbox import Sandbox


def main(count: int = 20_000, seed: int = 1) -> int:
    """Run it and give the exit status."""
    start = time.monotonic()
    with TemporaryDirectory() as folder, Sandbox() as sandbox:
        drop_one_in_twenty(sandbox, seed)
        ended = push_and_kill(sandbox, Path(folder) / "journal.sqlite", count, lives=(1, 20), seed=seed, most=10_000)
    once = sum(1 for number in range(count) if ended.ledger[f"Customer {number}"] == 1)
    sys.stdout.write(
        f"{once:,} of {count:,} customers are there once, {sum(ended.ledger.values()):,} in all; killed {ended.kills} "
        f"times in {time.monotonic() - start:.0f} s\n{ended.said}\n"
    )
    return int(once != count or sum(ended.ledger.values()) != count or ended.status != 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
