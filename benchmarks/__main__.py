"""`make bench`: every figure in one run, side by side, as one table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import pythons, table
from .figures import ROWS
from .machine import facts
from .rounds import Effort, Samples, measure

_RESULTS = Path(__file__).parent / "RESULTS.md"
_FULL, _QUICK = Effort(rounds=40, seconds=10), Effort(rounds=5, seconds=3)


def main() -> None:
    """Read the arguments, measure row after row on every Python, and show the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, help=f"rounds of each row (default {_FULL.rounds})")
    parser.add_argument("--seconds", type=float, help=f"a side's time for a row (default {_FULL.seconds:g})")
    parser.add_argument("--quick", action="store_true", help="few rounds: a first look")
    parser.add_argument("--only", default="", help="the rows whose module has this in its name")
    parser.add_argument("--python", default="", help="only this minor version, such as 3.11")
    parser.add_argument("--without-published", action="store_true", help="leave the published package out")
    parser.add_argument("--write", action="store_true", help=f"keep the table in benchmarks/{_RESULTS.name}")
    chosen = parser.parse_args()
    base = _QUICK if chosen.quick else _FULL
    effort = Effort(chosen.rounds or base.rounds, chosen.seconds or base.seconds)
    made = [pythons.prepare(path, with_published=not chosen.without_published) for path in pythons.find()]
    made = [python for python in made if chosen.python in ("", python.minor)]
    rows = [row for row in ROWS if chosen.only in row.module]
    lines: list[list[str]] = [table.headers([python.minor for python in made])]
    for number, row in enumerate(rows, start=1):
        measured: dict[str, dict[str, Samples]] = {}
        for python in made:
            doing = f"{number} of {len(rows)}: {row.module} on {python.minor}"
            print(f"\r{doing:<60}", end="", file=sys.stderr, flush=True)
            sides = {"ours": python.ours} | ({"published": python.published} if python.published else {})
            measured[python.minor] = measure(row, sides, effort)
        lines += table.lines(row, measured)
    print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
    print(*facts(made), "", table.plain(lines), sep="\n")
    if chosen.write:
        took = f"Up to {effort.rounds} rounds of each row, or {effort.seconds:g} seconds on each side"
        _RESULTS.write_text(_page([*facts(made), took], lines))


def _page(notes: list[str], lines: list[list[str]]) -> str:
    return f"""# Results of a run

Written by `make bench ARGS=--write`. [README.md](README.md) says how each figure is taken.

{"".join(f"- {note}{chr(10)}" for note in notes)}
{table.markdown(lines)}
"""


if __name__ == "__main__":
    main()
