"""`python -m codegen diff OLD`: the changelog between two versions of the description, and the version step."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from support import projects

from codegen.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

PART = "api/parts/orders.yaml"


def changed(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def diff(root: Path, old: Path | str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["--root", str(root), "diff", str(old)]) == 0
    return [line for line in capsys.readouterr().out.splitlines() if line]


DELETE, PUT = "DELETE /shops/{shopId}/orders/{orderId}", "PUT /shops/{shopId}/orders/{orderId}"
ROOT = "api/openapi.yaml"
SIZE = "      size: {type: integer, description: Size.}\n"
SUMMARY = "      summary: List orders\n"

CHANGES: list[tuple[str, str, str, str]] = [
    (PART, "Number of the page", "Page number", "Changed; list-orders: parameter page (query): description; patch"),
    (
        PART,
        "gift: {type: boolean",
        "gift: {type: string",
        "Changed; OrderLine: property gift: boolean is now string; major",
    ),
    (PART, "TimedOut]", "TimedOut, Lost]", "Added; OrderStatus: value Lost; minor"),
    (PART, ", TimedOut]", "]", "Removed; OrderStatus: value TimedOut; major"),
    (PART, "required: [status]", "required: []", "Changed; Order: property status: no longer required; minor"),
    (PART, "required: [status]", "required: [status, note]", "Changed; Order: property note: now required; major"),
    (PART, "      gift: {", SIZE + "      gift: {", "Added; OrderLine: property size (integer); minor"),
    (
        PART,
        "      gift: {",
        "      present: {",
        "Added; OrderLine: property present (boolean); Removed; OrderLine: property gift (boolean); major",
    ),
    (ROOT, SUMMARY, SUMMARY + "      deprecated: true\n", "Deprecated; operation list-orders: deprecated; minor"),
    (ROOT, "    delete:\n", "    put:\n", f"Changed; operation delete-order: {DELETE} is now {PUT}; major"),
    (
        ROOT,
        "operationId: delete-",
        "operationId: remove-",
        f"Added; operation remove-order ({DELETE}); Removed; operation delete-order ({DELETE}); major",
    ),
    (ROOT, "openapi: 3.1.0\n", "openapi: 3.1.0\n\n", "none"),
]


@pytest.mark.parametrize(("file", "before", "after", "expected"), CHANGES)
def test_change_has_line_and_version_step(
    file: str, before: str, after: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = projects.golden(tmp_path)
    old = shutil.copytree(root / "api", tmp_path / "old")
    changed(root, file, before, after)
    *changes, step = diff(root, old, capsys)
    assert "; ".join([*(line.lstrip("#- ") for line in changes), step.removeprefix("Version step: ")]) == expected


def test_old_version_can_be_a_git_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = projects.golden(tmp_path)
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=n", "-c", "user.email=e@example.com", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)  # noqa: S603, S607
    changed(root, PART, "TimedOut]", "TimedOut, Lost]")
    assert diff(root, "HEAD", capsys) == ["### Added", "- OrderStatus: value Lost", "Version step: minor"]
    assert main(["--root", str(root), "diff", "no-such-revision"]) == 2
    assert "no-such-revision is neither a folder nor a git revision: " in capsys.readouterr().err


def test_old_version_can_be_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, old = projects.golden(tmp_path / "new"), projects.golden(tmp_path / "old")
    assert diff(root, old, capsys) == ["Version step: none"]


def test_unreadable_old_version_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(projects.golden(tmp_path)), "diff", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "openapi.yaml: file not found\n"
