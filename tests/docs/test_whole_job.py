"""The guide to the whole job, run as one program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from support.doc_pages import ROOT, Page
from support.short_pauses import shorten_pauses

if TYPE_CHECKING:
    import pytest


def test_whole_job_ends_with_a_paid_invoice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Page(ROOT / "docs" / "guides" / "whole-job.md")
    program = "\n".join(block.text for block in page.blocks if block.language == "python")
    namespace: dict[str, Any] = {"__name__": "whole_job"}
    shorten_pauses(monkeypatch)
    exec(compile(program, str(page.path), "exec", dont_inherit=True), namespace)  # noqa: S102 - the docs are ours
    shown = re.sub("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", capsys.readouterr().out).splitlines()
    assert [line for line in shown if not line.startswith("Open ")] == [
        "Shopify Linked",
        "Xero Linked",
        "Complete",
        "Complete",
        "customerName (Customer name): required and missing",
        "Paid by ID",
        "Success True",
        "payments Success ID",
        "invoices Success ID",
        "customers Success ID",
    ]
    payment = namespace["sandbox"].ledger[-1]
    (line,) = payment.record["lines"]
    assert (payment.data_type, line["links"][0]["id"]) == ("payments", namespace["invoice_id"])
