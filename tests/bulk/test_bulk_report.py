"""The report: counts, rows, a file that spreadsheets open, and little memory however many records there are."""

from __future__ import annotations

import csv
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.bulk.journal import Entry, Journal
from codatsynccommerce.bulk.outcome import Outcome
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from pathlib import Path

    from support.bulk_shop import Shop


def _journal(folder: Path, *outcomes: Outcome) -> Path:
    path = folder / "made.sqlite"
    with Journal(path, "create-accounting-customer") as journal:
        for position, outcome in enumerate(outcomes):
            journal.add(Entry(position, b"digest", "/path", b"x" * 500, f"key-{position}"), "company")
            journal.settle(position, outcome)
    return path


def test_rows_can_be_asked_for_by_status_and_counted_meanwhile(shop: Shop) -> None:
    report = shop.push([shop.customer("Ada"), shop.customer("reject"), shop.customer("Eve")])
    assert [row.index for row in report.rows("failed")] == [1]
    assert [row.index for row in report.rows("succeeded")] == [0, 2]
    rows = report.rows()
    next(rows)
    assert report.failed == 1
    assert report.retry_failed().failed == 1
    assert [row.index for row in rows] == [1, 2]


def test_a_report_shows_its_counts(shop: Shop) -> None:
    report = shop.push([shop.customer("Ada"), shop.customer("reject")])
    assert repr(report) == "<Report journal.sqlite: 1 succeeded, 1 failed>"
    shop.sandbox.fail_next(429, retry_after=3600)
    stopped = bulk.push(
        shop.client.accounting_customers.create_accounting_customer,
        [shop.customer("Ada")],
        journal=shop.journal.with_name("second.sqlite"),
    )
    assert repr(stopped).startswith("<Report second.sqlite: 1 not sent; 429: ")
    empty = _journal(shop.journal.parent)
    assert repr(bulk.read_report(empty)) == "<Report made.sqlite: no records>"


def test_the_file_holds_every_row_and_runs_no_formula(tmp_path: Path) -> None:
    journal = _journal(
        tmp_path,
        Outcome("succeeded", "op-1", record_id="r-1", warnings='a "quoted" word, and\na line'),
        Outcome("failed", error="=HYPERLINK(1)"),
        Outcome("failed", error="+1", warnings="@SUM(A1)"),
        Outcome("sending"),
        Outcome("unknown", record_id="-2", error="\tx"),
    )
    bulk.read_report(journal).to_csv(tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes()
    assert text.startswith(b'\xef\xbb\xbf"index",')
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["succeeded", "failed", "failed", "unknown", "unknown"]
    assert rows[0]["warnings"] == 'a "quoted" word, and\na line'
    assert rows[0]["operation_key"] == "op-1"
    assert [row["error"] for row in rows[1:]] == ["'=HYPERLINK(1)", "'+1", "it was sent, and no answer came", "'\tx"]
    assert (rows[2]["warnings"], rows[4]["record_id"], rows[0]["record_id"]) == ("'@SUM(A1)", "'-2", "r-1")
    assert [row["idempotency_key"] for row in rows] == [f"key-{number}" for number in range(5)]


def test_the_file_may_not_be_the_journal(tmp_path: Path) -> None:
    journal = _journal(tmp_path, Outcome("succeeded", "op-1"))
    before = journal.read_bytes()
    (tmp_path / "link.csv").symlink_to(journal)
    for path in (journal, str(journal), tmp_path / "." / "link.csv"):
        with pytest.raises(errors.RequestError, match="is the journal of this report"):
            bulk.read_report(journal).to_csv(path)
    assert journal.read_bytes() == before


def test_a_report_can_be_shown_while_a_run_has_its_journal(tmp_path: Path) -> None:
    path = _journal(tmp_path, Outcome("failed", error="<b>"))
    report = bulk.Report(path, errors.SDKError("429: <too many>"))
    html: Any = report._repr_html_()
    assert "Report · made.sqlite" in html
    assert "429: &lt;too many&gt;" in html
    with Journal(path, "create-accounting-customer"):
        assert "is in use by another run" in repr(report)
        assert "is in use by another run" in report._repr_html_()


def test_there_is_no_report_without_a_journal(tmp_path: Path) -> None:
    with pytest.raises(bulk.JournalError, match="there is no journal at"):
        bulk.read_report(tmp_path / "none.sqlite")
    with pytest.raises(bulk.JournalError, match="cannot be used: unable to open database file"):
        Journal(tmp_path / "no folder" / "journal.sqlite", "create-accounting-customer")
    assert list(tmp_path.iterdir()) == []


def test_memory_stays_flat_over_the_rows_of_a_large_journal(tmp_path: Path) -> None:
    path = tmp_path / "large.sqlite"
    with Journal(path, "create-accounting-customer") as journal:
        for position in range(12_000):
            journal.add(Entry(position, b"d" * 32, "/path", b"x" * 500, f"key-{position}", "failed"), "company")
        tracemalloc.start()
        assert sum(1 for _ in journal.entries("failed")) == 12_000
        report_rows = 0
        journal.close()
        for row in bulk.read_report(path).rows():
            report_rows += row.status == "failed"
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert report_rows == 12_000
    assert peak < 2_000_000
