"""The report of branches counts what people write, and lists the lowest file first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.branch_coverage import hand_written, total

if TYPE_CHECKING:
    from tools.branch_coverage import FileReport


def report(branches: int, covered: int, lines: list[int], taken: list[tuple[int, int]]) -> FileReport:
    summary = {"num_branches": branches, "covered_branches": covered}
    return {"summary": summary, "missing_lines": lines, "missing_branches": taken}  # type: ignore[typeddict-item]


FILES = {
    "whole.py": report(4, 4, [], []),
    "half.py": report(4, 2, [7], [(9, 12), (9, -3)]),
    "generated.py": report(10, 0, [1], []),
    "unread.py": report(0, 0, [1, 2], []),
}


def test_generated_files_do_not_count() -> None:
    coverage = hand_written(FILES, {"generated.py"})
    assert [(file.path, file.percent) for file in coverage] == [("unread.py", 0), ("half.py", 50), ("whole.py", 100)]
    assert total(coverage) == 75


def test_missing_branches_are_named_by_their_line() -> None:
    (half,) = (file for file in hand_written(FILES, set()) if file.path == "half.py")
    assert half.missing == [7, 9]
