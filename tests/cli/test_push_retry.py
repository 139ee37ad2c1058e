"""`customers push --retry-failed`: failed records are sent again from the journal, and no others."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from support.console import Console, opened
from support.gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def retry(console: Console, *more: str, journal: str = "journal.sqlite") -> list[str]:
    return ["push", "customers", "--retry-failed", "--journal", str(console.folder / journal), *more]


def without_ids(text: str) -> str:
    return re.sub("Correlation ID: [0-9a-f]+", "", text)


def test_failed_records_are_sent_from_the_journal(console: Console) -> None:
    Gateway(console.sandbox).fail_creates(400)
    assert console.run(*console.push("--workers", "1")).code == 1
    assert console.names == ["Bert", "Cleo"]
    (console.folder / "customers.csv").unlink()
    report = console.folder / "report.csv"
    ran = console.run(*retry(console, "--report", str(report)))
    assert (ran.code, ran.err, ran.out.splitlines()[0]) == (0, "", "succeeded: 3")
    assert console.names == ["Anna", "Bert", "Cleo"]
    assert len(report.read_text(encoding="utf-8-sig").splitlines()) == 4
    assert console.run(*retry(console)).code == 0
    assert console.names == ["Anna", "Bert", "Cleo"]


def test_bad_record_fails_again(console: Console) -> None:
    console.run(*console.push(text="customerName\nAnna\nreject me\n"))
    ran = console.run(*retry(console))
    assert (ran.code, ran.err.splitlines()[-1]) == (1, "error: 1 of 2 records failed")


def test_failed_again_is_told_by_line_and_name(console: Console) -> None:
    """A blank line and a cell of two lines shift the lines of the file against the records."""
    text = 'customerName,taxNumber\n\nAnna,"1\n2"\nreject me,\n' + "".join(f"reject {n},\n" for n in range(11))
    first = console.run(*console.push(text=text))
    (console.folder / "customers.csv").unlink()
    again = console.run(*retry(console))
    assert without_ids(again.err) == without_ids(first.err)
    assert again.err.splitlines()[0].startswith("line 5 (reject me) failed: ")
    assert "... and 2 more, " in again.err


def test_report_has_line_and_name_of_each_record(console: Console) -> None:
    Gateway(console.sandbox).fail_creates(400)
    console.run(*console.push("--workers", "1", text="customerName\n\nAnna\nreject me\nBert\n"))
    (console.folder / "customers.csv").unlink()
    report = console.folder / "report.csv"
    console.run(*retry(console, "--report", str(report)))
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["line"], row["name"], row["status"], row["index"]) for row in csv.DictReader(file)]
    # The name of what was created before is gone with its content.
    assert rows == [("3", "Anna", "succeeded", "0"), ("4", "reject me", "failed", "1"), ("5", "", "succeeded", "2")]


def test_wrong_file_does_not_change_the_lines(console: Console) -> None:
    console.run(*console.push(text="customerName\nAnna\nreject me\n"))
    ran = console.run(*console.push(text="customerName\n\n\nAnna\nBert\n"))
    assert (ran.code, ran.error.startswith("error: the record on line 5 is not the one that the journal")) == (2, True)
    assert console.run(*retry(console)).err.splitlines()[0].startswith("line 3 (reject me) failed: ")


def test_reason_of_unsent_records_is_told(console: Console) -> None:
    ran = console.run(*console.push(text="customerName\nAnna\n"), server="http://127.0.0.1:9")
    assert (ran.code, console.names) == (4, [])
    assert ran.error.startswith("error: 1 of 1 record not sent: the connection failed (")
    assert ran.error.endswith("; run the same command again")


def test_unsent_records_are_sent(console: Console) -> None:
    Gateway(console.sandbox).fail_creates(402)
    assert console.run(*console.push("--workers", "1", text="customerName\nAnna\n")).code == 5
    assert (console.run(*retry(console)).code, console.names) == (0, ["Anna"])


def test_missing_journal_is_not_created(console: Console) -> None:
    ran = console.run(*retry(console, journal="none.sqlite"))
    assert (ran.code, ran.error.startswith("error: there is no journal at ")) == (2, True)
    assert not (console.folder / "none.sqlite").exists()


def test_report_does_not_overwrite_the_journal(console: Console) -> None:
    console.run(*console.push())
    ran = console.run(*retry(console, "--report", str(console.folder / "journal.sqlite")))
    assert (ran.code, "are the same file" in ran.error) == (2, True)
    assert console.run(*console.push()).code == 0


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("customers.csv",), "FILE"),
        (("--company", "c"), "--company"),
        (("--connection", "d"), "--connection"),
        (("--delimiter", ","), "--delimiter"),
        (("--encoding", "utf-8"), "--encoding"),
    ],
)
def test_options_without_effect_are_refused(
    console: Console, more: tuple[str, ...], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.run(*console.push())
    monkeypatch.chdir(console.folder)
    sent = len(console.sandbox.requests)
    ran = console.run(*retry(console, *more))
    assert (ran.code, ran.out, len(console.sandbox.requests)) == (2, "", sent)
    assert ran.error.startswith(f"error: Invalid value for '{named}': leave it out with --retry-failed: ")
