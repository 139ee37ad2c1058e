"""`make bench`: every figure in one run, side by side, as one table."""

from __future__ import annotations

import argparse
import subprocess
import sys
from time import monotonic
from typing import TYPE_CHECKING

from . import machine, pythons, readme, table
from .figures import ROWS
from .rounds import Effort, Samples, WorkerError, measure

if TYPE_CHECKING:
    from .pythons import Python

_FULL, _QUICK = Effort(rounds=40, seconds=6), Effort(rounds=5, seconds=2)


def main() -> None:
    """Read the arguments, measure row after row on every Python, and show the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, help=f"rounds of each row (default {_FULL.rounds})")
    parser.add_argument("--seconds", type=float, help=f"a side's time for a row (default {_FULL.seconds:g})")
    parser.add_argument("--quick", action="store_true", help="few rounds: a first look")
    parser.add_argument("--only", default="", help="the rows whose module has this in its name")
    parser.add_argument("--python", default="", help="only this minor version, such as 3.11")
    parser.add_argument("--without-published", action="store_true", help="leave the published package out")
    parser.add_argument(
        "--write", action="store_true", help="keep the table in benchmarks/RESULTS.md, and its sum in README.md"
    )
    chosen = parser.parse_args()
    if chosen.write and (chosen.only or chosen.python):
        parser.error("--write keeps whole runs: leave --only and --python out")
    base = _QUICK if chosen.quick else _FULL
    effort = Effort(chosen.rounds or base.rounds, chosen.seconds or base.seconds)
    made, notes = environments(chosen.python, with_published=not chosen.without_published)
    began, loads, failures = monotonic(), [machine.load()], list[str]()
    tables = table.Tables([python.minor for python in made])
    rows = [row for row in ROWS if chosen.only in row.module]
    for number, row in enumerate(rows, start=1):
        measured: dict[str, dict[str, Samples]] = {}
        for python in made[-1:] if row.newest_only else made:
            loads.append(machine.load())
            print(f"{number} of {len(rows)}: {row.module} on {python.minor}", file=sys.stderr, flush=True)
            try:
                measured[python.minor] = measure(row, python.sides, effort)
            except WorkerError as error:
                failures.append(f"Not measured: {row.module} on Python {python.minor}, because {error}")
                print(failures[-1], file=sys.stderr)
        tables.add(row, measured)
    notes = [*machine.facts(made), machine.busy(loads), *notes, *failures]
    notes.append(f"Up to {effort.rounds} rounds of each row, or {effort.seconds:g} seconds on each side")
    notes.append(f"The run took {(monotonic() - began) / 60:.0f} minutes")
    print("", *notes, "", table.plain(tables.medians), "", table.plain(tables.quartiles), sep="\n")
    if chosen.write:
        readme.write(notes, tables)
    if failures:
        sys.exit(1)


def environments(only: str, *, with_published: bool) -> tuple[list[Python], list[str]]:
    """Return the Pythons to measure with, and a note on each that is left out."""
    found = pythons.find()
    made: list[Python] = []
    notes: list[str] = []
    for minor in (minor for minor in pythons.MINORS if only in ("", minor)):
        if minor not in found:
            notes.append(f"Left out: Python {minor}, which is not installed")
            continue
        try:
            made.append(pythons.prepare(found[minor]))
        except subprocess.CalledProcessError:
            notes.append(f"Left out: Python {minor}, on which the packages cannot be installed")
    if not made:
        sys.exit(f"No Python to measure with: install one of {', '.join(pythons.MINORS)}")
    if with_published:
        try:
            made[-1] = pythons.with_published(made[-1])
        except subprocess.CalledProcessError:
            notes.append(f"Left out: {pythons.PUBLISHED}, which cannot be installed on Python {made[-1].minor}")
    print(*notes, sep="\n", file=sys.stderr)
    return made, notes


if __name__ == "__main__":
    main()
