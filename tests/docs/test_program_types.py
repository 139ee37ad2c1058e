"""Programs of the docs pass a strict type checker, so that a user's editor has nothing to say against them."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from support.doc_pages import ROOT, pages

if TYPE_CHECKING:
    from pathlib import Path

    from support.doc_pages import Page

_TEST = re.compile(r"^def test_", re.MULTILINE)


def _programs(page: Page) -> list[str]:
    """Return the programs of a page: all its blocks are one program, and each file of tests is another."""
    blocks = [block.text for block in page.blocks if block.language == "python"]
    tests = [text for text in blocks if _TEST.search(text)]
    parts = [text for text in blocks if text not in tests]
    return ["\n".join(parts), *tests] if parts else tests


def _module_name(page: Page, number: int) -> str:
    return re.sub(r"\W", "_", page.name.removesuffix(".md")) + f"_{number}"


def test_every_program_passes_mypy_in_strict_mode(tmp_path: Path) -> None:
    written = [page for page in pages() if page.name in ("README.md", "docs/README.md") or "/guides/" in page.name]
    for page in written:
        for number, program in enumerate(_programs(page)):
            (tmp_path / f"{_module_name(page, number)}.py").write_text(program, encoding="utf-8")
    files = sorted(str(path) for path in tmp_path.glob("*.py"))
    assert len(files) >= 20
    # From the project, for its settings and for what mypy has read before. Pandas comes without types.
    command = [sys.executable, "-m", "mypy", "--strict", "--disable-error-code", "import-untyped", *files]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.returncode == 0, run.stdout + run.stderr
