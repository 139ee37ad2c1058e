"""`orders list`: exact, streamed and safe to read, in three formats."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from support.console import Console, opened
from support.recorder import Recorder, StubResponse, json_response

from codatsynccommerce._runtime.datetimes import parse_datetime

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    with opened(tmp_path) as console:
        yield console


def page(*orders: dict[str, Any]) -> StubResponse:
    return json_response(
        {"results": orders, "pageNumber": 1, "pageSize": 100, "totalResults": len(orders), "_links": {}}
    )


def test_json_is_complete_and_exact(console: Console) -> None:
    ran = console.run(*console.orders("--format", "json"))
    assert (ran.code, ran.err) == (0, "")
    orders = json.loads(ran.out, parse_float=Decimal)
    assert len(orders) == 250
    assert len({order["id"] for order in orders}) == 250
    assert str(orders[0]["totalAmount"]) == "26.12"
    assert str(orders[1]["totalTaxAmount"]) == "0.00"


def test_csv_has_a_row_for_every_order(console: Console) -> None:
    ran = console.run(*console.orders("--format", "csv"))
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert ran.code == 0
    assert len(rows) == 250
    assert (rows[0]["orderNumber"], rows[0]["totalAmount"], rows[0]["customerId"]) == ("#1001", "26.12", "8")


def test_the_table_lines_up(console: Console) -> None:
    ran = console.run(*console.orders("--max", "3"))
    title, *rows = ran.out.splitlines()
    assert len(rows) == 3
    end = title.index("totalAmount") + len("totalAmount")
    assert [row[:end].rsplit(None, 1)[1] for row in rows] == ["26.12", "41.72", "19.38"]


@pytest.mark.parametrize("limit", ["251", "9223372036854775808", "1" + "0" * 400])
def test_huge_max_lists_all(console: Console, limit: str) -> None:
    assert len(console.run(*console.orders("--max", limit, "--format", "csv")).out.splitlines()) == 251


def test_max_reads_no_further_page(console: Console) -> None:
    ran = console.run(*console.orders("--max", "100", "--format", "csv"))
    assert len(ran.out.splitlines()) == 101
    assert len(console.sandbox.requests) == 1


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("2024-01-31", "2024-01-31T00:00:00Z"),
        ("2024-01-31T09:00:00", "2024-01-31T09:00:00Z"),
        ("2024-01-31T09:00:00+01:00", "2024-01-31T08:00:00Z"),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_since_queries_modified_date_in_utc(console: Console, server: Recorder, date: str, sent: str) -> None:
    server.will(page())
    assert console.run(*console.orders("--since", date), server=server.url).code == 0
    assert parse_qs(server.only.query)["query"] == [f"modifiedDate>={sent}"]


def test_since_leaves_out_older_orders(console: Console) -> None:
    after = parse_datetime("2023-09-01T02:00:01Z").isoformat()
    ran = console.run(*console.orders("--since", after, "--format", "json"))
    assert (ran.code, json.loads(ran.out)) == (0, [])


@pytest.mark.parametrize(
    "words",
    [
        ("--since", "soon"),
        ("--since", ""),
        ("--since", "0001-01-01T00:00:00+01:00"),
        ("--since", "9999-12-31T23:00:00-02:00"),
        ("--since", "9999-12-31T24:00:00"),
        ("--since", "10000-01-01"),
        ("--max", "0"),
        ("--max", "-1"),
        ("--format", "xml"),
    ],
)
def test_invalid_option_gives_2(console: Console, words: tuple[str, str]) -> None:
    ran = console.run(*console.orders(*words))
    assert (ran.code, ran.out, console.sandbox.requests) == (2, "", ())
    assert ran.error.startswith(f"error: Invalid value for '{words[0]}'")


def test_amounts_are_written_in_full(console: Console, server: Recorder) -> None:
    body = b'{"results": [{"id": "1", "totalAmount": 12345678901234567890.10, "totalRefund": -1E-7}], "_links": {}}'
    server.will(StubResponse(200, body))
    ran = console.run(*console.orders("--format", "csv"), server=server.url)
    assert ran.out.splitlines()[1].split(",")[9:13] == ["12345678901234567890.10", "", "", "-0.0000001"]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_values_of_other_types_do_not_cost_the_list(console: Console, server: Recorder, form: str) -> None:
    odd: list[Any] = [7, "x", [1], None, {"id": "odd", "customerRef": "8", "orderLineItems": 5}]
    server.will(page(*odd, {"id": "good", "orderNumber": "#1"}))
    ran = console.run(*console.orders("--format", form), server=server.url)
    assert (ran.code, ran.err) == (0, "")
    assert "#1" in ran.out
    if form == "json":
        assert json.loads(ran.out)[:4] == odd[:4]
    else:
        assert len(ran.out.splitlines()) == 3


def test_hostile_text_is_made_safe(console: Console, server: Recorder) -> None:
    server.will(page({"id": "1", "orderNumber": "\x1b[2J\n1"}, {"id": "2", "orderNumber": "=1+1"}))
    assert "?[2J 1" in console.run(*console.orders(), server=server.url).out
    assert ',"\'=1+1",' in console.run(*console.orders("--format", "csv"), server=server.url).out


def test_broken_list_gives_4_and_open_json(console: Console, server: Recorder) -> None:
    links = {"next": {"href": "/more"}}
    server.will(json_response({"results": [{"id": "1"}], "_links": links}), json_response({"error": "gone"}, 503))
    ran = console.run(*console.orders("--format", "json"), server=server.url)
    assert (ran.code, ran.error) == (4, "error: 503: gone")
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(ran.out)


def test_closed_pipe_ends_the_list_quietly(console: Console) -> None:
    program = console.start(*console.orders("--format", "json"))
    assert program.stdout
    assert program.stderr
    with program:
        assert program.stdout.readline() == "[\n"
        program.stdout.close()
        assert program.stderr.read() == ""
    assert program.returncode == 141
