"""`companies list` and `connections list`: the ids that other commands need, in three formats."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from support.console import Console, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def test_companies_are_listed(console: Console) -> None:
    ran = console.run("companies", "list", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert (ran.code, ran.err) == (0, "")
    assert console.sandbox.company_id in [row["id"] for row in rows]
    assert all(row["name"] for row in rows)
    assert [company["id"] for company in json.loads(console.run("companies", "list", "--format", "json").out)] == [
        row["id"] for row in rows
    ]


def test_connections_are_listed(console: Console) -> None:
    ran = console.run("connections", "list", "--company", console.sandbox.company_id, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert (ran.code, ran.err) == (0, "")
    assert {console.sandbox.connection_id, console.sandbox.commerce_connection_id} <= {row["id"] for row in rows}
    assert {"Accounting", "Commerce"} <= {row["sourceType"] for row in rows}


def test_tables_have_a_header_and_ids(console: Console) -> None:
    ran = console.run("connections", "list", "--company", console.sandbox.company_id, "--max", "1")
    header, row = ran.out.splitlines()
    assert header.split() == ["id", "platformName", "sourceType", "status", "lastSync"]
    assert len(row.split()[0]) == 36


def test_variables_stand_for_options(console: Console) -> None:
    console.env["CODAT_COMPANY_ID"] = console.sandbox.company_id
    console.env["CODAT_CONNECTION_ID"] = console.sandbox.commerce_connection_id
    assert len(json.loads(console.run("connections", "list", "--format", "json").out)) >= 2
    assert len(json.loads(console.run("orders", "list", "--format", "json").out)) == 250
    assert console.run("connections", "list", "--company", "none").code == 5


def test_blank_variable_is_refused(console: Console) -> None:
    console.env["CODAT_COMPANY_ID"] = " "
    ran = console.run("connections", "list")
    assert (ran.code, console.sandbox.requests) == (2, ())
    assert "it is empty; is a variable not set?" in ran.error
