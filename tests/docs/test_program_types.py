"""Programs of the docs pass strict type checkers, so that a user's editor reports nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support.doc_pages import ROOT, pages
from support.guide import GUIDE

if TYPE_CHECKING:
    from pathlib import Path

    from support.doc_pages import Page

_TEST = re.compile(r"^def test_", re.MULTILINE)
# The pages of deprecated methods show how these are called, and both checkers know that they are deprecated.
_DEPRECATED = '# pyright: reportDeprecated=false\n# mypy: disable-error-code="deprecated"\n'
# Only `make test-scale` installs Dask, which has no complete types either.
_DASK = "# pyright: basic, reportMissingImports=false, reportGeneralTypeIssues=false\n"


def _programs(page: Page) -> list[str]:
    """Return the programs of a page: all its blocks, or each if they are files, and each file of tests."""
    blocks = [block.text for block in page.blocks if block.language == "python"]
    if "/sdks/" in page.name:
        return [_DEPRECATED + text for text in blocks]
    if page.name == GUIDE:
        return [_DASK + text if "from distributed" in text else text for text in blocks]
    tests = [text for text in blocks if _TEST.search(text)]
    parts = [text for text in blocks if text not in tests]
    return ["\n".join(parts), *tests] if parts else tests


def _module_name(name: str, number: int) -> str:
    return re.sub(r"\W", "_", name.removesuffix(".md")) + f"_{number}"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every program of the docs into a folder, each as a module."""
    folder = tmp_path_factory.mktemp("programs")
    written = {page.name: _programs(page) for page in pages()}
    written |= {path.name: [path.read_text(encoding="utf-8")] for path in (ROOT / "examples").glob("*.py")}
    for name, texts in written.items():
        for number, text in enumerate(texts):
            (folder / f"{_module_name(name, number)}.py").write_text(text, encoding="utf-8")
    assert len(list(folder.glob("*.py"))) >= 95
    return folder


def test_every_program_passes_mypy_in_strict_mode(programs: Path) -> None:
    # From the project, for its settings and for what mypy has read before.
    files = sorted(map(str, programs.glob("*.py")))
    command = [sys.executable, "-m", "mypy", "--strict", *files]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_program_passes_pyright_in_strict_mode(programs: Path) -> None:
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT / "src")]}
    (programs / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--project", str(programs)]
    run = subprocess.run(command, cwd=programs, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 errors" in run.stdout
