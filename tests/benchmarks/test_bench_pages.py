"""The pages that `make bench` writes: README and RESULTS state the same figures, and missing ones are named."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks import __main__ as command
from benchmarks import pythons, readme, table
from benchmarks.figures import ROWS, STATED, Figure, Row
from benchmarks.rounds import HOME, Effort, WorkerError, measure

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = "Before.\n<!-- speed: generated -->\nold\n<!-- speed: end -->\nAfter.\n"


def _results(ratio: float) -> str:
    tables = table.Tables(["3.10", "3.13"])
    for title in STATED:
        samples = {"any": [(ratio, 1.0), (ratio, 1.0)]}
        tables.add(Row("any", (Figure("any", title, "its floor"),)), {"3.10": {"ours": samples}})
    return table.markdown(tables.medians)


def test_readme_states_the_figures_of_the_results() -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert readme.with_figures(text, readme.RESULTS.read_text(encoding="utf-8")) == text
    for minor in ("3.10", "3.11", "3.12", "3.13"):
        assert f"| Python {minor} " in text


def test_readme_changes_with_the_results() -> None:
    changed = readme.with_figures(_PAGE, _results(0.25))
    assert "| Python 3.10 | Python 3.13 |" in changed
    assert "| starting until ready to call | its floor | 0.25 | |" in changed
    assert (changed.startswith("Before.\n"), changed.endswith("After.\n"), "old" in changed) == (True, True, False)


def test_results_without_a_stated_figure_are_refused() -> None:
    with pytest.raises(ValueError, match="lack"):
        readme.with_figures(_PAGE, "| measure | beside | 3.10 |")


def test_stated_figures_have_a_row() -> None:
    assert STATED.keys() <= {figure.title for row in ROWS for figure in row.figures}


def test_run_writes_both_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readme, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(readme, "README", tmp_path / "README.md")
    (tmp_path / "README.md").write_text(_PAGE, encoding="utf-8")
    tables = table.Tables(["3.13"])
    for title in STATED:
        samples = {"any": [(0.5, 1.0)]}
        tables.add(Row("any", (Figure("any", title, "its floor"),)), {"3.13": {"ours": samples}})
    readme.write(["Machine: any"], tables)
    assert "- Machine: any\n" in (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| 0.50 |" in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_missing_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "find", lambda: {"3.11": "python3.11", "3.12": "python3.12"})

    def prepare(interpreter: str) -> pythons.Python:
        if interpreter == "python3.12":
            raise subprocess.CalledProcessError(1, interpreter)
        return pythons.Python("3.11.7", interpreter)

    def with_published(python: pythons.Python) -> pythons.Python:
        raise subprocess.CalledProcessError(1, python.ours)

    monkeypatch.setattr(pythons, "prepare", prepare)
    monkeypatch.setattr(pythons, "with_published", with_published)
    made, notes = command.environments("", with_published=True)
    assert [python.sides for python in made] == [{"ours": "python3.11"}]
    assert f"Left out: {pythons.PUBLISHED}, which cannot be installed on Python 3.11" in notes
    assert "Left out: Python 3.13, which is not installed" in notes
    assert "Left out: Python 3.12, on which the packages cannot be installed" in notes


def test_failed_row_does_not_end_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def measure_some(row: Row, _sides: object, _effort: object) -> dict[str, dict[str, list[tuple[float, float]]]]:
        if row.module == "page":
            message = "a worker ended with 1 before it had responded"
            raise WorkerError(message)
        return {"ours": {figure.key: [(1.0, 2.0)] for figure in row.figures}}

    def environments(_only: str, *, with_published: bool) -> tuple[list[pythons.Python], list[str]]:
        assert with_published
        return [pythons.Python("3.11.7", sys.executable)], []

    monkeypatch.setattr(command, "environments", environments)
    monkeypatch.setattr(command, "measure", measure_some)
    monkeypatch.setattr(readme, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(readme, "README", tmp_path / "README.md")
    (tmp_path / "README.md").write_text(_PAGE, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--write"])
    with pytest.raises(SystemExit, match="1"):
        command.main()
    results = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "- Not measured: page on Python 3.11, because a worker ended with 1" in results
    assert "| small GET over loopback, CPU | session.get | 0.50 |" in results


def test_running_python_is_found() -> None:
    minor = f"3.{sys.version_info.minor}"
    assert pythons.find()[minor] == sys.executable


def test_part_of_a_run_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--write", "--only", "page"])
    with pytest.raises(SystemExit, match="2"):
        command.main()


def test_worker_that_ends_early_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="ascii")
    broken.chmod(0o755)
    with pytest.raises(WorkerError, match="ended with 3"):
        measure(ROWS[0], {"ours": str(broken)}, Effort(rounds=1, seconds=0))


def test_environments_are_made_where_clean_removes_them() -> None:
    assert pythons.MADE == HOME / "build" / "bench"
