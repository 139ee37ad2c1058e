"""Programs of the docs pass a strict type checker, so that a user's editor has nothing to say against them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support.doc_pages import ROOT, Page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["README.md", "docs/README.md", "docs/guides/testing.md", "docs/guides/whole-job.md"])
def test_the_programs_pass_a_strict_type_checker(name: str, tmp_path: Path) -> None:
    blocks = [one.text for one in Page(ROOT / name).blocks if one.language == "python"]
    assert blocks
    (tmp_path / "program.py").write_text("\n".join(blocks), encoding="utf-8")
    # From the project, for its settings and for what mypy has read before.
    command = [sys.executable, "-m", "mypy", "--strict", str(tmp_path / "program.py")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.returncode == 0, run.stdout + run.stderr
