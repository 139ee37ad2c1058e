"""`make bench`: every figure in one run, side by side, as one table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import published, table
from .figures import ROWS
from .machine import facts
from .rounds import Effort, measure

_RESULTS = Path(__file__).parent / "RESULTS.md"
_FULL, _QUICK = Effort(rounds=40, seconds=10), Effort(rounds=5, seconds=3)


def main() -> None:
    """Read the arguments, measure row after row, and show the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, help=f"rounds of each row (default {_FULL.rounds})")
    parser.add_argument("--seconds", type=float, help=f"a side's time for a row (default {_FULL.seconds:g})")
    parser.add_argument("--quick", action="store_true", help="few rounds: a first look")
    parser.add_argument("--only", default="", help="the rows whose module has this in its name")
    parser.add_argument("--without-published", action="store_true", help="leave the published package out")
    parser.add_argument("--write", action="store_true", help=f"keep the table in benchmarks/{_RESULTS.name}")
    chosen = parser.parse_args()
    base = _QUICK if chosen.quick else _FULL
    effort = Effort(chosen.rounds or base.rounds, chosen.seconds or base.seconds)
    pythons = {"ours": sys.executable}
    if not chosen.without_published:
        pythons["published"] = published.interpreter()
    rows = [row for row in ROWS if chosen.only in row.module]
    lines: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        print(f"\r{number} of {len(rows)}: {row.module:<20}", end="", file=sys.stderr, flush=True)
        lines += table.lines(row, measure(row, pythons, effort))
    print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    print(*facts(), "", table.plain(lines), sep="\n")
    if chosen.write:
        _RESULTS.write_text(_page(lines, effort))


def _page(lines: list[list[str]], effort: Effort) -> str:
    took = f"Up to {effort.rounds} rounds of each row, or {effort.seconds:g} seconds on each side"
    return f"""# Results of a run

Written by `make bench ARGS=--write`. [README.md](README.md) says how each figure is taken.

{"".join(f"- {fact}{chr(10)}" for fact in [*facts(), took])}
{table.markdown(lines)}
"""


if __name__ == "__main__":
    main()
