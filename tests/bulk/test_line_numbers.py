"""The lines of a file are kept in few numbers, and a report names them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from codatsynccommerce import bulk
from codatsynccommerce.bulk.line_numbers import LineNumbers

if TYPE_CHECKING:
    from pathlib import Path

    from support.bulk_shop import Shop

pandas: Any = import_module("pandas")


@given(st.lists(st.integers(1, 3)))
def test_lines_survive_the_journal(steps: list[int]) -> None:
    lines, expected = LineNumbers(), []
    line = 1
    for place, step in enumerate(steps):
        line += step
        expected.append(line)
        lines.add(place, line)
    read = LineNumbers.from_json(lines.to_json())
    assert [read.line(place) for place in range(len(steps))] == expected


def test_a_million_lines_take_two_numbers() -> None:
    lines = LineNumbers()
    for place in range(1_000_000):
        lines.add(place, place + 2)
    assert lines.to_json() == "[[0], [2]]"


def test_unknown_lines_are_none() -> None:
    assert LineNumbers().line(0) is None


def test_rows_name_lines_of_a_file(shop: Shop, tmp_path: Path) -> None:
    table = tmp_path / "customers.csv"
    table.write_text('customerName,contactName\nAnna,\n\n"Bert","two\nlines"\nreject me,\n', encoding="utf-8")
    report = shop.push(bulk.customers_from_csv(table, **_place(shop)))
    assert [(row.line, row.status) for row in report.rows()] == [(2, "succeeded"), (4, "succeeded"), (6, "failed")]
    (content,) = [content for _, content in report.rows_with_content() if content]
    assert '"customerName":"reject me"' in content


def test_input_may_grow_at_its_end(shop: Shop, tmp_path: Path) -> None:
    table = tmp_path / "customers.csv"
    for text in ("customerName\nAnna\n", "customerName\nAnna\n\n\nBert\n"):
        table.write_text(text, encoding="utf-8")
        report = shop.push(bulk.customers_from_csv(table, **_place(shop)))
    assert [row.line for row in report.rows()] == [2, 5]


def test_data_frame_has_no_lines(shop: Shop) -> None:
    report = shop.push(bulk.customers_from_frame(pandas.DataFrame({"customerName": ["Anna"]}), **_place(shop)))
    assert [row.line for row in report.rows()] == [None]


def test_unknown_record_names_its_line(shop: Shop, tmp_path: Path) -> None:
    table = tmp_path / "customers.csv"
    table.write_text("customerName\n\ntimeout\n", encoding="utf-8")
    report = shop.push(bulk.customers_from_csv(table, **_place(shop)))
    assert [record.row.line for record in report.unknown_records()] == [3]


def _place(shop: Shop) -> dict[str, str]:
    return {"company_id": shop.sandbox.company_id, "connection_id": shop.sandbox.connection_id}
