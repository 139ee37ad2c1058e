"""`resolve`: unknown records are settled by answers on a terminal, or by a file that is filled in."""

from __future__ import annotations

import csv
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from support.console import Console, opened

from codatsynccommerce import bulk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


resolve_command = import_module("codatsynccommerce.cli.resolve")  # The package has the command by this name.


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        ran = console.run(*console.push(text="customerName\ntimeout\nAnna\ntimeout\n"))
        assert ran.code == 3
        yield console


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the input of the command pass for a terminal."""
    monkeypatch.setattr(resolve_command, "_has_terminal", lambda: True)


def resolve(console: Console, *more: str, answers: str | None = None) -> tuple[int, str, str]:
    ran = console.run("resolve", str(console.folder / "journal.sqlite"), *more, answers=answers)
    return ran.code, ran.out, ran.err


def test_file_has_the_lines_of_the_input(console: Console) -> None:
    path = console.folder / "unknown.csv"
    resolve(console, "--to-csv", str(path))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["index"], row["line"]) for row in rows] == [("0", "2"), ("2", "4")]
    # A file from before the column existed can be used all the same.
    old = [{name: text for name, text in row.items() if name != "line"} | {"created": "no"} for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(old[0]))
        writer.writeheader()
        writer.writerows(old)
    assert resolve(console, "--from-csv", str(path))[:2] == (0, "settled: 2\nunknown: 0\n")


@pytest.mark.usefixtures("terminal")
def test_answers_settle_records(console: Console) -> None:
    code, out, _ = resolve(console, answers="y\nrecord-1\nn\n")
    assert code == 0
    assert out.splitlines()[-2:] == ["settled: 2", "unknown: 0"]
    assert '\nline 2: {"status":"Active","customerName":"timeout"' in out
    assert '\nline 4: {"status":"Active","customerName":"timeout"' in out
    sent = len(console.names)
    again = console.run(*console.push(text="customerName\ntimeout\nAnna\ntimeout\n"))
    assert (again.out.splitlines()[0], len(console.names)) == ("succeeded: 2", sent + 1)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answers", "left"), [("s\ns\n", 2), ("q\n", 2), ("y\n\nq\n", 1), ("x\ns\nn\n", 1)])
def test_skipped_records_stay_unknown(console: Console, answers: str, left: int) -> None:
    code, out, err = resolve(console, answers=answers)
    assert (code, out.splitlines()[-1]) == (3, f"unknown: {left}")
    assert err.splitlines()[-1] == f"error: {left} record{'s' if left > 1 else ''} still unknown"


@pytest.mark.usefixtures("terminal")
def test_end_of_the_answers_gives_130(console: Console) -> None:
    code, out, err = resolve(console, answers="y\nrecord-1\n")
    assert (code, err.splitlines()[-1]) == (130, "error: interrupted")
    assert "settled" not in out
    assert bulk.read_report(console.folder / "journal.sqlite").unknown == 1


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x00", b"index,created\n0,maybe\n", b"", b'"', b"index\n\x80\n"]
)
def test_file_that_cannot_be_used_gives_2(console: Console, content: bytes) -> None:
    path = console.folder / "unknown.csv"
    path.write_bytes(content)
    assert resolve(console, "--from-csv", str(path))[0] == 2


def test_questions_need_a_terminal(console: Console) -> None:
    code, _, err = resolve(console)
    assert (code, "use --to-csv and --from-csv" in err) == (2, True)


def test_file_settles_records(console: Console) -> None:
    path = console.folder / "unknown.csv"
    code, out, _ = resolve(console, "--to-csv", str(path))
    assert (code, out) == (0, f"2 unknown records written to {path}\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows({**line, "created": "yes"} for line in lines)
    assert resolve(console, "--from-csv", str(path))[:2] == (0, "settled: 2\nunknown: 0\n")
    assert resolve(console)[:2] == (0, "settled: 0\nunknown: 0\n")


def test_both_files_are_refused(console: Console) -> None:
    path = console.folder / "unknown.csv"
    path.touch()
    code, _, err = resolve(console, "--to-csv", str(console.folder / "new.csv"), "--from-csv", str(path))
    assert (code, "cannot be given together" in err) == (2, True)


def test_journal_is_not_overwritten(console: Console) -> None:
    code, _, err = resolve(console, "--to-csv", str(console.folder / "journal.sqlite"))
    assert (code, "are the same file" in err) == (2, True)
