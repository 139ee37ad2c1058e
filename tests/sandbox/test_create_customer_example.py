"""The example that `make demo` runs."""

from __future__ import annotations

import re
import runpy
import sys
from functools import partial
from pathlib import Path

import pytest
from support.bookshop import bookshop

from codatsynccommerce import CodatSyncCommerce
from codatsynccommerce._runtime import client
from codatsynccommerce._runtime.client import Clock

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "create_customer.py"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODAT_API_KEY", raising=False)
    monkeypatch.setattr(client, "Clock", partial(Clock, sleep=lambda _seconds: None))


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", [str(EXAMPLE), *arguments])
    with pytest.raises(SystemExit) as exited:
        runpy.run_path(str(EXAMPLE), run_name="__main__")
    return exited.value.code


def test_example_shows_progress_and_new_id(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, "--name", "Ben Bell", "--currency", "EUR") == 0
    shown = capsys.readouterr()
    uuid = "[0-9a-f-]{36}"
    assert re.fullmatch(
        "Sending      Ben Bell, ada@example.com, EUR\n"
        f"Operation    {uuid}\n"
        "Status       Pending\n"
        "Status       Success\n"
        f"Customer id  {uuid}\n",
        shown.out,
    )
    assert shown.err == ""


def test_example_shows_why_a_customer_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--email", "reject@example.com") == 1
    shown = capsys.readouterr()
    assert "Customer id" not in shown.out
    reason = "emailAddress: emailAddress was rejected.*Correlation ID.*"
    assert re.fullmatch(f"Failed +push of customers ended as Failed: {reason}\n", shown.err)


def test_example_reports_a_failed_call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, "--company-id", "unknown") == 1
    assert re.fullmatch(r"Failed +404: There is no 'unknown' among the companies\..*\n", capsys.readouterr().err)


def test_example_with_key_uses_given_ids(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with bookshop() as shop:
        monkeypatch.setenv("CODAT_API_KEY", shop.sandbox.api_key)
        monkeypatch.setattr(CodatSyncCommerce, "_servers", [shop.sandbox.url])
        ids = ("--company-id", shop.sandbox.company_id, "--connection-id", shop.sandbox.connection_id)
        assert _run(monkeypatch, *ids) == 0
        assert [push.record["customerName"] for push in shop.sandbox.ledger] == ["Ada's Antiques"]


def test_example_with_key_needs_ids(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CODAT_API_KEY", "key")
    assert _run(monkeypatch) == 2
    assert "--company-id and --connection-id say where to write" in capsys.readouterr().err
