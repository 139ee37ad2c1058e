"""`KIND push`: every kind of record that can be created, and how failed records are reported."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from support.console import Console, opened
from support.doc_pages import ROOT, Page

from codatsynccommerce import bulk
from codatsynccommerce.bulk.tables.kinds import RECORD_KINDS
from codatsynccommerce.models import operations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "accounts": "Name,Nominal code,Type,Current balance\nSales,4000,Income,0.10\n",
    "credit-notes": (
        "Credit note number,discountPercentage,remainingCredit,status,subTotal,totalAmount,totalDiscount,"
        "totalTaxAmount,lineItems.0.quantity,lineItems.0.unitAmount\nCN-1,0,10,Draft,10,10,0,0,1,10\n"
    ),
    "customers": "Customer name\nAda\n",
    "direct-incomes": (
        "currency,issueDate,lineItems.0.quantity,lineItems.0.unitAmount,paymentAllocations.0.payment.totalAmount,"
        "paymentAllocations.0.allocation.totalAmount,subTotal,taxAmount,totalAmount,Reference\n"
        "GBP,2024-05-03,1,10,10,10,10,0,10,Till 7\n"
    ),
    "invoices": (
        "Invoice number,Customer ref.id,Issue date,Due date,Amount due,Total amount,Total tax amount,status,"
        "lineItems.0.description,lineItems.0.quantity,lineItems.0.unitAmount,lineItems.1.quantity,"
        "lineItems.1.unitAmount\nINV-1,1,2024-05-03,2024-06-03,12.50,12.50,0,submitted,Book,1,10.25,3,0.75\n"
    ),
    "journal-entries": (
        "Description,postedOn,journalLines.0.netAmount,journalLines.0.accountRef.id,journalLines.1.netAmount,"
        "journalLines.1.accountRef.id\nFees,2024-05-03,1.10,1,-1.10,2\n"
    ),
    "payments": (
        "date,Reference,totalAmount,customerRef.id,lines.0.amount,lines.0.links.0.type,lines.0.links.0.id\n"
        "2024-05-03,P-1,12.50,1,12.50,Invoice,1\n"
    ),
}
LABELS = {
    "accounts": "Sales",
    "credit-notes": "CN-1",
    "customers": "Ada",
    "direct-incomes": "Till 7",
    "invoices": "INV-1",
    "journal-entries": "Fees",
    "payments": "P-1",
}


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def push(console: Console, kind: str, *more: str, text: str | None = None) -> list[str]:
    file = console.folder / "records.csv"
    file.write_text(FILES[kind] if text is None else text, encoding="utf-8")
    place = ("--company", console.sandbox.company_id, "--connection", console.sandbox.connection_id)
    return [kind, "push", str(file), *place, "--journal", str(console.folder / f"{kind}.sqlite"), *more]


def test_every_create_operation_has_a_kind() -> None:
    creates = {name for name in dir(operations) if name.startswith("CreateAccounting") and name.endswith("Request")}
    assert {getattr(kind.request, "__name__", "") for kind in RECORD_KINDS} == creates
    assert {kind.name for kind in RECORD_KINDS} == set(FILES)


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_is_read_and_sent(console: Console, kind: str) -> None:
    report = console.folder / "report.csv"
    console.run(*push(console, kind, "--no-wait", "--report", str(report)))
    sent = [request for request in console.sandbox.requests if request.method == "POST"]
    assert len(sent) == 1
    with report.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["name"], row["index"]) == ("2", LABELS[kind], "0")


def test_invoices_of_the_guide_are_accepted(console: Console) -> None:
    guide = Page(ROOT / "docs" / "guides" / "command-line.md")
    (text,) = [one.text for one in guide.blocks if one.text.startswith("Invoice number,")]
    ran = console.run(*push(console, "invoices", "--default", "status=Submitted", text=text))
    assert (ran.code, ran.out.splitlines()[0]) == (0, "succeeded: 1")


def test_default_fills_a_field(console: Console) -> None:
    text = "name,type\nSales,\nFees,Expense\n"
    ran = console.run(*push(console, "accounts", "--no-wait", "--workers", "1", "--default", "type=Income", text=text))
    assert ran.code == 0
    assert [made.record["type"] for made in console.sandbox.ledger] == ["Income", "Expense"]
    assert [made.record["status"] for made in console.sandbox.ledger] == ["Active", "Active"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [("type", "'type' is not FIELD=VALUE"), ("=x", "'=x' is not FIELD=VALUE"), ("tpye=Income", "has no field 'tpye'")],
)
def test_invalid_default_is_refused(console: Console, given: str, reason: str) -> None:
    ran = console.run(*push(console, "accounts", "--default", given))
    assert (ran.code, console.sandbox.requests) == (2, ())
    assert reason in ran.error


def test_failed_record_shows_line_name_and_reason(console: Console) -> None:
    text = 'customerName,phone\nAda,1\n\n"reject\nme",2\nEve,3\ntimeout me,4\n'
    report = console.folder / "report.csv"
    ran = console.run(*push(console, "customers", "--workers", "1", "--report", str(report), text=text))
    failed, unknown, advice, _ = ran.err.splitlines()
    assert advice.endswith(f": codatsynccommerce resolve {console.folder / 'customers.sqlite'}")
    assert failed.startswith("line 4 (reject me) failed: the push ended as Failed: ")
    assert unknown.startswith("line 7 (timeout me) unknown: ")
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["name"], row["status"]) for row in rows] == [
        ("2", "Ada", "succeeded"),
        ("4", "reject\nme", "failed"),
        ("6", "Eve", "succeeded"),
        ("7", "timeout me", "unknown"),
    ]
    assert all(row["error"] for row in rows if row["status"] != "succeeded")


@pytest.mark.parametrize("with_report", [True, False])
def test_more_failed_records_are_counted(console: Console, with_report: bool) -> None:
    text = "customerName\n" + "".join(f"reject {number}\n" for number in range(12))
    report = console.folder / "outcome.csv"
    more = ("--report", str(report)) if with_report else ()
    *shown, rest, last = console.run(*push(console, "customers", *more, text=text)).err.splitlines()
    assert len(shown) == 10
    assert rest == f"... and 2 more, {f'see {report}' if with_report else 'use --report FILE to list them all'}"
    assert last == "error: 12 of 12 records failed"


def test_report_that_cannot_be_written_hides_nothing(console: Console) -> None:
    full = console.folder / "full.csv"
    full.symlink_to("/dev/full")
    ran = console.run(*push(console, "customers", "--report", str(full), text="customerName\nAda\nreject me\n"))
    assert (ran.code, ran.out.splitlines()[:2]) == (1, ["succeeded: 1", "failed: 1"])
    reason, problem, last = ran.err.splitlines()
    assert reason.startswith("line 3 (reject me) failed: ")
    assert problem == f"{full} cannot be written: No space left on device"
    assert last == "error: 1 of 2 records failed"
    ran = console.run(
        *push(console, "customers", "--report", str(full), "--journal", str(console.folder / "new.sqlite"))
    )
    assert (ran.code, ran.out.splitlines()[0]) == (2, "succeeded: 1")


def test_file_that_is_gone_hides_nothing(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    words = push(console, "customers", text="customerName\nAda\nreject me\n")
    run = bulk.push

    def push_and_remove(*arguments: Any, **options: Any) -> bulk.Report:
        report = run(*arguments, **options)
        (console.folder / "records.csv").unlink()
        return report

    monkeypatch.setattr(bulk, "push", push_and_remove)
    ran = console.run(*words)
    assert (ran.code, ran.err.splitlines()[0].startswith("line 3 (reject me) failed: ")) == (1, True)


def test_report_includes_unread_records(console: Console) -> None:
    console.env["CODAT_API_KEY"] = "wrong"
    report = console.folder / "report.csv"
    text = "customerName\n" + "".join(f"Customer {number}\n" for number in range(50))
    ran = console.run(*push(console, "customers", "--workers", "1", "--report", str(report), text=text))
    assert (ran.code, "not sent: 50" in ran.out) == (5, True)
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["name"]) for row in rows] == [(str(n + 2), f"Customer {n}") for n in range(50)]
    assert {row["status"] for row in rows} == {"not sent"}
    assert [row["index"] for row in rows] == [str(number) for number in range(50)]
