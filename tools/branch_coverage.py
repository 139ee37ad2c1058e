"""Print which branches of the hand-written code the tests have reached, file by file. Fail below 95 % of all branches.

`make coverage` runs it, after the tests.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple, TypedDict

from coverage import Coverage

REQUIRED = 95.0
"""Percent of all branches."""
_ROOT = Path(__file__).parent.parent
_MAX_SHOWN = 12
"""Lines that are listed of one file."""


class Summary(TypedDict):
    """The counts of one file in the report of coverage.py."""

    num_branches: int
    covered_branches: int


class FileReport(TypedDict):
    """One file in the report of coverage.py."""

    summary: Summary
    missing_lines: list[int]
    missing_branches: list[tuple[int, int]]


class FileCoverage(NamedTuple):
    """How far the tests reach into one file."""

    path: str
    branches: int
    reached: int
    missing: list[int]
    """Lines that were not reached, and lines from which a branch was not taken."""

    @property
    def percent(self) -> float:
        """Reached branches in percent; of a file without branches, 100 if every line was reached."""
        if self.branches:
            return 100 * self.reached / self.branches
        return 0.0 if self.missing else 100.0


def hand_written(files: dict[str, FileReport], generated: set[str]) -> list[FileCoverage]:
    """Return the coverage of the files that nobody generates, the lowest first."""
    coverage = [
        FileCoverage(
            path,
            report["summary"]["num_branches"],
            report["summary"]["covered_branches"],
            sorted({*report["missing_lines"], *(line for line, _ in report["missing_branches"])}),
        )
        for path, report in files.items()
        if path not in generated
    ]
    return sorted(coverage, key=lambda file: (file.percent, file.path))


def total(coverage: list[FileCoverage]) -> float:
    """Return the reached branches of all files in percent."""
    return 100 * sum(file.reached for file in coverage) / sum(file.branches for file in coverage)


def main() -> int:
    """Print the report, and return the exit code."""
    measured = Coverage()
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        measured.json_report(outfile=str(report))
        files = json.loads(report.read_text("utf-8"))["files"]
    coverage = hand_written(files, set((_ROOT / "codegen" / "manifest.txt").read_text("utf-8").splitlines()))
    for file in coverage:
        if file.missing:
            lines = ", ".join(map(str, file.missing[:_MAX_SHOWN])) + (" ..." if len(file.missing) > _MAX_SHOWN else "")
            print(f"{file.percent:5.1f} % of {file.branches:4} branches  {file.path}: {lines}")
    whole = sum(not file.missing for file in coverage)
    percent = total(coverage)
    print(f"{percent:5.1f} % of all branches; {whole} of {len(coverage)} files whole; required: {REQUIRED:.0f} %")
    return int(percent < REQUIRED)


if __name__ == "__main__":
    sys.exit(main())
