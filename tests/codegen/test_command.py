"""`python -m codegen` writes the golden tree, always the same bytes, and `--check` finds every difference."""
# pyright: basic

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import projects

from codegen.__main__ import MANIFEST, different, generate, main, write

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED = projects.GOLDEN / "expected"
RENEW = "not the golden tree: run tests/codegen/renew_golden.py and read the difference"


def texts(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = projects.golden(tmp_path_factory.mktemp("written"))
    write(root, generate(root))
    return root


@pytest.fixture
def written(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "written"))


def test_golden_tree_matches_byte_for_byte() -> None:
    generated = {f"{path}.txt": text.encode() for path, text in generate(projects.GOLDEN / "project").items()}
    expected = texts(EXPECTED)
    assert sorted(generated) == sorted(expected), RENEW
    assert [path for path in generated if generated[path] != expected[path]] == [], RENEW
    assert len(generated) > 35


def test_generated_files_are_current() -> None:
    root = projects.HERE.parents[1]
    assert different(root, generate(root)) == []


@pytest.mark.parametrize("seed", ["0", "1"])
def test_output_does_not_depend_on_process(seed: str, written: Path) -> None:
    command = [sys.executable, "-m", "codegen", "--check", "--root", str(written)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env={"PYTHONHASHSEED": seed}, cwd=projects.HERE.parents[1], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" files checked, 0 differ\n")


def test_second_run_writes_nothing(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in written.rglob("*")}
    assert main(["--root", str(written)]) == 0
    assert {path: path.stat().st_mtime_ns for path in written.rglob("*")} == before
    assert capsys.readouterr().out.endswith(" files, 0 written or removed\n")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("src/shop/orders.py", lambda path: path.unlink()),
        ("docs/models/shared/order.md", lambda path: path.write_bytes(path.read_bytes() + b"\n")),
        ("src/shop/sdk.py", lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))),
        (MANIFEST, lambda path: path.write_bytes(b"")),
        ("README.md", lambda path: path.write_bytes(path.read_bytes().replace(b"create_order", b"make_order"))),
    ],
)
def test_check_fails_on_any_difference(
    name: str, change: Callable[[Path], None], written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(written / name)
    before = texts(written)
    assert main(["--check", "--root", str(written)]) == 1
    assert capsys.readouterr().err == f"not as generated: {name}\n"
    assert texts(written) == before
    assert main(["--root", str(written)]) == 0
    assert main(["--check", "--root", str(written)]) == 0


def test_orphaned_files_are_removed(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_written = written / "src" / "shop" / "_runtime.py"
    hand_written.write_text("# by hand\n")
    description = written / "api" / "openapi.yaml"
    before, after = description.read_text().split("  /shops/{shopId}/orders/{orderId}:")
    description.write_text(before + after[after.index("components:") :])
    assert main(["--check", "--root", str(written)]) == 1
    gone = {f"docs/models/operations/deleteorder{part}.md" for part in ("request", "response")}
    gone.add("src/shop/models/operations/delete_order.py")
    expected = capsys.readouterr().err
    assert all(f"not as generated: {path}\n" in expected for path in gone)
    main(["--root", str(written)])
    assert not any((written / path).exists() for path in gone)
    assert hand_written.exists()


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (
            "Sum of the lines.",
            "What is to be paid.",
            {"src/shop/models/shared/order.py", "docs/models/shared/order.md"},
        ),
        (
            "enum: [Paid, inTransit, TimedOut]",
            "enum: [Paid, inTransit, TimedOut, Lost]",
            {"src/shop/models/shared/orderstatus.py", "docs/models/shared/orderstatus.md"},
        ),
        (
            "There is no such shop or order.",
            "Neither shop nor order.",
            {"docs/sdks/orders/README.md"},
        ),
        (
            "quantity: {type: integer",
            "amount: {type: integer",
            {"src/shop/models/shared/orderline.py", "docs/models/shared/orderline.md"},
        ),
    ],
)
def test_small_change_affects_few_files(old: str, new: str, changed: set[str], written: Path) -> None:
    if "quantity" in old:
        example = written / "api" / "openapi.yaml"
        example.write_text(example.read_text().replace("              lines: [{quantity: 2}]\n", ""))
        write(written, generate(written))
    part = written / "api" / "parts" / "orders.yaml"
    text = part.read_text()
    assert text.count(old) == 1
    part.write_text(text.replace(old, new))
    assert set(different(written, generate(written))) == changed


def test_readme_text_around_table_is_kept(written: Path) -> None:
    readme = (written / "README.md").read_text()
    assert readme.startswith("# Shop\n\nBefore the table.\n\n<!-- operations: generated -->\n| Sub-SDK |")
    assert readme.endswith("<!-- operations: end -->\n\nAfter the table.\n")


@pytest.mark.parametrize(
    "text", ["# Shop\n", "# Shop\n<!-- operations: generated -->\nby hand\n", "x\n<!-- operations: end -->\n"]
)
def test_readme_without_markers_is_reported(text: str, written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (written / "README.md").write_text(text)
    assert main(["--root", str(written)]) == 2
    assert "README.md" in capsys.readouterr().err
    assert (written / "README.md").read_text() == text
