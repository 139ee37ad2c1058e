"""What spreadsheets and other tools leave in a table: it is refused with its location, or read as what it means."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.table_files import PLACE, customers_of, problems_of, table_file

from codatsynccommerce import bulk
from codatsynccommerce.models import operations

if TYPE_CHECKING:
    from pathlib import Path

ERROR_VALUES = [
    "#N/A",
    "#n/a",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#ERROR!",
    "#GETTING_DATA",
    "#value!",
    "#NV",
    "#BEZUG!",
    "#WERT!",
    "#ÜBERLAUF!",
    "#VALEUR!",
    "#NOM?",
    "#¡REF!",
    "#¿NOMBRE?",
    "#¡DIV/0!",
    "#RIF!",
    "#N/D",
    "#WAARDE!",
    "#ЗНАЧ!",
    "#Н/Д",  # noqa: RUF001 - as in Russian
    "Err:502",
]


def names_of(folder: Path, text: str, **options: Any) -> list[str | None]:
    return [customer.customer_name for customer in customers_of(folder, text, **options) if customer]


def reason_of(folder: Path, cell: str, field: str = "taxNumber") -> str:
    """Return the reason why a cell is refused, after checking its line and column."""
    quoted = cell.replace('"', '""')
    ((line, column, reason),) = problems_of(folder, f'customerName,{field}\nAda,\nEve,"{quoted}"\n')
    assert (line, column) == (3, field)
    return str(reason)


@for_each("field", ["taxNumber", "modifiedDate", "metadata.isDeleted", "status", "extra.key"])
@for_each("cell", [*ERROR_VALUES, "#N/A Field Not Applicable", "##", "########"])
def test_error_value_is_refused(tmp_path: Path, field: str, cell: str) -> None:
    reason = f"{cell!r} is an error value of a spreadsheet, which had no value or no room to show it"
    assert reason_of(tmp_path, cell, field) == reason


@for_each("name", ["#1 Books", "#", "#hashtag!", "No #", "N/A", "Err: 5", "##1", "#winning?"])
def test_name_with_a_number_sign_is_kept(tmp_path: Path, name: str) -> None:
    assert names_of(tmp_path, f"customerName,phone\n{name},1\n") == [name]


@for_each(
    "cell",
    ["1.23457e+11", "1.23457E+11", "4,42079e+11", "1e+05", "1E+5", "-1e+20", "1.5E10", "1.234e-05", ".5e7", "12.E+9"],
)
def test_shortened_number_is_refused(tmp_path: Path, cell: str) -> None:
    assert reason_of(tmp_path, cell) == f"{cell!r} has lost digits in a spreadsheet: let it show all of them"
    path = table_file(tmp_path, f'name,currentBalance\nSales,"{cell}"\n')
    with pytest.raises(bulk.BadRowsError, match=r"^line 2, currentBalance: .* has lost digits"):
        bulk.requests_from_csv(operations.CreateAccountingAccountRequest, path, **PLACE)


@for_each("name", ["4E10", "1e5", "Unit 7E+2", "E+11", "12E-4", "1e+x"])
def test_code_with_an_e_is_kept(tmp_path: Path, name: str) -> None:
    assert names_of(tmp_path, f"customerName,phone\n{name},1\n") == [name]


@for_each(
    ("cell", "text"),
    [
        ('="0012"', "0012"),
        ('"=""0012"""', "0012"),
        ('=""', None),
        ('="say ""no"""', 'say "no"'),
        ("'0012", "0012"),
        ("'+44 20", "+44 20"),
        ("'=1+1", "=1+1"),
        ("'t Hooft", "'t Hooft"),
        ("'99 Wines", "'99 Wines"),
    ],
)
def test_text_guard_of_a_spreadsheet_is_removed(tmp_path: Path, cell: str, text: str | None) -> None:
    (customer,) = customers_of(tmp_path, f"customerName,taxNumber\nAda,{cell}\n")
    assert customer is not None
    assert customer.tax_number == text


def test_text_guard_is_removed_from_amounts_and_dates(tmp_path: Path) -> None:
    path = table_file(tmp_path, 'name,currentBalance,modifiedDate\nSales,="-1.50",="2024-05-31"\n')
    (request,) = bulk.requests_from_csv(operations.CreateAccountingAccountRequest, path, **PLACE)
    assert request.accounting_account is not None
    assert request.accounting_account.current_balance == Decimal("-1.50")
    assert request.accounting_account.modified_date == "2024-05-31"


@for_each("cell", ["=SUM(A1:A3)", "=0012", "=A2&B2", "='x'!A1"])
def test_formula_is_refused(tmp_path: Path, cell: str) -> None:
    assert reason_of(tmp_path, cell) == f"{cell!r} is a formula of a spreadsheet: save its value"


@for_each("cell", ['="#REF!"', '="1.2E+11"'])
def test_guarded_error_is_refused(tmp_path: Path, cell: str) -> None:
    assert "of a spreadsheet" in reason_of(tmp_path, cell) or "in a spreadsheet" in reason_of(tmp_path, cell)


@for_each("end", ["\r\n\x1a", "\x1a", "\r\n\x1a\x1a\x1a\0\0", "\r\n\x1a\r\n"])
def test_end_of_file_mark_is_not_a_row(tmp_path: Path, end: str) -> None:
    assert names_of(tmp_path, f"customerName,taxNumber\r\nMarlow Books,1{end}") == ["Marlow Books"]
    assert names_of(tmp_path, f"customerName\r\nMarlow Books{end}") == ["Marlow Books"]


def test_misplaced_end_of_file_mark_is_refused(tmp_path: Path) -> None:
    """An end-of-file mark is only allowed after the last row."""
    assert problems_of(tmp_path, "customerName\nAda\n\x1a\nEve\n") == [
        (3, "customerName", "'\\x1a' contains a character that is not text: was it read in the right encoding?")
    ]


@for_each("char", ["\0", "\x07", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\x9b", "\ufffd", "\ufffe", "\ufdd0"])
@for_each("cell", ["{}", "{}Ada", "A{}da", "Ada{}"])
def test_control_character_is_refused(tmp_path: Path, char: str, cell: str) -> None:
    assert "is not text: was it read in the right encoding?" in reason_of(tmp_path, cell.format(char))


INVISIBLE = ["\xad", "\u200b", "\u200e", "\u202a", "\u202e", "\u2060", "\u2066", "\u3164", "\ufeff", "\U000e0041"]


@for_each("char", [*INVISIBLE, "\u200c", "\u200d"])
@for_each("cell", ["{}", "{}12", "1{}2", "12{}", "Zo\xeb{}", "\xeb{}\xeb"])
def test_invisible_character_is_refused(tmp_path: Path, char: str, cell: str) -> None:
    reason = reason_of(tmp_path, cell.format(char))
    assert reason.endswith(f" contains the invisible character U+{ord(char):04X}: remove it")


@for_each(
    "name",
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u2764\ufe0f"],
)
def test_joiner_within_a_script_or_emoji_is_kept(tmp_path: Path, name: str) -> None:
    assert names_of(tmp_path, f"customerName\n{name}\n") == [name]


@for_each("line", ["(2 rows affected)", "(1 row)", "-----"])
def test_line_of_a_database_program_is_refused(tmp_path: Path, line: str) -> None:
    assert problems_of(tmp_path, f"customerName,phone\nAda,1\n{line}\n")[0] == (
        3,
        "customerName",
        f"{line!r} is a line that a database program writes around its rows",
    )


def test_cell_keeps_line_breaks_and_tabs(tmp_path: Path) -> None:
    assert names_of(tmp_path, 'customerName\n"Marlow\r\nBooks\tand\nBindings"\n') == ["Marlow\r\nBooks\tand\nBindings"]


@for_each("again", ["Customer name,Phone", "\ufeffCustomer name,Phone", " Customer name , Phone ", "Customer name,"])
def test_repeated_header_line_is_refused(tmp_path: Path, again: str) -> None:
    assert problems_of(tmp_path, f"Customer name,Phone\nAda,1\n{again}\nEve,2\n") == [
        (3, "", "repeats the column headers: are these two files in one?")
    ]


def test_name_like_a_header_is_kept(tmp_path: Path) -> None:
    assert names_of(tmp_path, "customerName,phone\ncustomerName,1\n") == ["customerName"]


@for_each("line", ["sep=;", '"sep=;"', "SEP=;\r", "sep=;;;"])
def test_separator_line_sets_the_delimiter(tmp_path: Path, line: str) -> None:
    assert names_of(tmp_path, f"{line}\ncustomerName;phone\nAda, Ltd;1\n") == ["Ada, Ltd"]
    assert names_of(tmp_path, f"{line}\ncustomerName;phone\nAda, Ltd;1\n", encoding="cp1252") == ["Ada, Ltd"]
    assert problems_of(tmp_path, f"{line}\ncustomerName;phone\nAda;1\n;2\n") == [(4, "customerName", "is missing")]


def test_separator_line_within_a_file_is_refused(tmp_path: Path) -> None:
    reason = "'sep=;' is the separator line of a spreadsheet, which may only be the first line"
    assert problems_of(tmp_path, "customerName,phone\nAda,1\nsep=;\n")[0] == (3, "customerName", reason)


@for_each("cell", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01", "9999-12-31"])
def test_dates_at_the_edges_are_kept(tmp_path: Path, cell: str) -> None:
    (customer,) = customers_of(tmp_path, f"customerName,modifiedDate\nAda,{cell}\n")
    assert customer is not None
    assert customer.modified_date == cell


@for_each("cell", ["0000-01-01", "9999-12-31T24:00:00", "10000-01-01", "2024-02-30T10:00:00"])
def test_dates_beyond_the_edges_are_refused(tmp_path: Path, cell: str) -> None:
    assert " is not a date; write it as " in reason_of(tmp_path, cell, "modifiedDate")


def test_blanks_around_a_cell_are_removed(tmp_path: Path) -> None:
    assert names_of(tmp_path, 'customerName\n"  Ada \u00a0"\n') == ["Ada"]
