"""The report: counts, rows, a file that spreadsheets open, and little memory however many records there are."""

from __future__ import annotations

import csv
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from support.waiting import wait_until

from codatsynccommerce import bulk
from codatsynccommerce.bulk.journal import JournalRecord, PushTarget, SentBetween
from codatsynccommerce.bulk.outcome import Outcome
from codatsynccommerce.bulk.sqlite_journal import SqliteJournal
from codatsynccommerce.models import errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.bulk_shop import CreateCustomer, Shop

OPERATION, SERVER = "create-accounting-customer", "https://api.example"
TARGET = PushTarget("company", "connection", "/path")


def make_journal(folder: Path, *outcomes: Outcome) -> Path:
    path = folder / "made.sqlite"
    with SqliteJournal(path, OPERATION, SERVER) as journal:
        for position, outcome in enumerate(outcomes):
            record = JournalRecord(position, b"digest", TARGET, b"{}", f"key-{position}", is_new=True)
            journal.begin([record], None)
            journal.settle(record, outcome, SentBetween())
    return path


def test_rows_can_be_filtered_and_counted_meanwhile(shop: Shop) -> None:
    report = shop.push([shop.customer("Ada"), shop.customer("reject"), shop.customer("Eve")])
    assert [row.index for row in report.rows("failed")] == [1]
    assert [row.index for row in report.rows("succeeded")] == [0, 2]
    rows = report.rows()
    next(rows)
    assert report.failed == 1
    assert report.retry_failed().failed == 1
    assert [row.index for row in rows] == [1, 2]


def test_repr_shows_counts(shop: Shop) -> None:
    report = shop.push([shop.customer("Ada"), shop.customer("reject")])
    assert repr(report) == "<Report journal.sqlite: 1 succeeded, 1 failed>"
    shop.fail_creates(429, retry_after=3600)
    stopped = bulk.push(
        shop.client.accounting_customers.create_accounting_customer,
        [shop.customer("Ada")],
        journal=shop.journal.with_name("second.sqlite"),
    )
    assert repr(stopped).startswith("<Report second.sqlite: 1 not sent; 429: ")
    empty = make_journal(shop.journal.parent)
    assert repr(bulk.read_report(empty)) == "<Report made.sqlite: no records>"


@pytest.mark.parametrize("known", [True, False], ids=["list", "generator"])
def test_unread_input_is_counted(shop: Shop, *, known: bool) -> None:
    shop.fail_creates(401)
    requests: Any = shop.customers(200)
    report = shop.push(list(requests) if known else requests, workers=1)
    assert len(shop.keys) == 1
    rows = sum(1 for _ in report.rows())
    assert 0 < rows < 200
    for read in (report, shop.report()):
        assert read.unread == (200 - rows if known else None)
        assert read.not_sent == sum(read.counts().values()) == (200 if known else rows)
        words = f"{200 - rows} of the input not read" if known else "more input not read"
        assert words in repr(read)
    report = shop.push(shop.customers(200))
    assert (report.succeeded, report.unread) == (200, 0)


def test_records_read_and_not_begun_are_unread(shop: Shop) -> None:
    """The input ends while the only worker is busy, and then the run is stopped."""
    with shop.gateway.hold_creates() as release:

        def customers() -> Iterator[CreateCustomer]:
            yield shop.customer("Customer 0")
            wait_until(lambda: shop.gateway.held)
            for number in range(1, 8):
                yield shop.customer(f"Customer {number}")
            release.set()

        shop.fail_creates(401)
        report = shop.push(customers(), workers=1)
    assert (len(list(report.rows())), report.unread, report.not_sent) == (1, 7, 8)
    assert (shop.push(shop.customers(8)).succeeded, report.unread) == (8, 0)


def test_file_holds_every_row_and_no_formula(tmp_path: Path) -> None:
    journal = make_journal(
        tmp_path,
        Outcome("succeeded", "op-1", record_id="r-1", warnings='a "quoted" word, and\na line'),
        Outcome("failed", error="=HYPERLINK(1)"),
        Outcome("failed", error="+1", warnings="@SUM(A1)"),
        Outcome("sending"),
        Outcome("timed out", record_id="-2", error="\tx"),
    )
    bulk.read_report(journal).to_csv(tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes()
    assert text.startswith(b'\xef\xbb\xbf"index",')
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["succeeded", "failed", "failed", "unknown", "unknown"]
    assert rows[0]["warnings"] == 'a "quoted" word, and\na line'
    assert rows[0]["operation_key"] == "op-1"
    assert [row["error"] for row in rows[1:]] == ["'=HYPERLINK(1)", "'+1", "it was sent, and no response came", "'\tx"]
    assert (rows[2]["warnings"], rows[4]["record_id"], rows[0]["record_id"]) == ("'@SUM(A1)", "'-2", "r-1")
    assert [row["idempotency_key"] for row in rows] == [f"key-{number}" for number in range(5)]


def test_file_may_not_be_the_journal(tmp_path: Path) -> None:
    journal = make_journal(tmp_path, Outcome("succeeded", "op-1"))
    before = journal.read_bytes()
    (tmp_path / "link.csv").symlink_to(journal)
    report = bulk.read_report(journal)
    for path in (journal, str(journal), tmp_path / "." / "link.csv"):
        for write in (report.to_csv, report.unknown_to_csv):
            with pytest.raises(errors.RequestError, match="is the journal of this report"):
                write(path)
    assert journal.read_bytes() == before


def test_report_can_always_be_shown(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 50)
    folder.mkdir()
    path = make_journal(folder, Outcome("failed", error="<b>"))
    report = bulk.Report(path, errors.SDKError("429: <too many>"))
    with SqliteJournal(path, OPERATION, SERVER):
        assert "1 failed" in repr(report)
    html: Any = report._repr_html_()
    assert "Report · made.sqlite" in html
    assert "429: &lt;too many&gt;" in html
    path.write_bytes(b"")
    assert "is empty" in repr(report)
    assert "is empty" in report._repr_html_()


def test_no_report_without_journal(tmp_path: Path) -> None:
    with pytest.raises(bulk.JournalError, match="there is no journal at"):
        bulk.read_report(tmp_path / "none.sqlite")
    with pytest.raises(errors.RequestError, match="journal must be"):
        bulk.read_report("a\0b")
    with pytest.raises(bulk.JournalError, match="cannot be used: No such file or directory"):
        SqliteJournal(tmp_path / "no folder" / "journal.sqlite", OPERATION, SERVER)
    assert list(tmp_path.iterdir()) == []


def test_memory_stays_flat_over_rows(tmp_path: Path) -> None:
    path = tmp_path / "large.sqlite"
    with SqliteJournal(path, OPERATION, SERVER) as journal:
        for start in range(0, 12_000, 1000):
            journal.begin(
                [
                    JournalRecord(position, b"d" * 32, TARGET, b"x" * 500, f"key-{position}", is_new=True)
                    for position in range(start, start + 1000)
                ],
                None,
            )
        tracemalloc.start()
        assert sum(1 for _ in journal.records("sending")) == 12_000
    assert sum(row.status == "unknown" for row in bulk.read_report(path).rows()) == 12_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000
