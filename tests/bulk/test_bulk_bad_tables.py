"""Files with values that cannot be sent, and wrong arguments: every problem is reported, and nothing is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from support.for_each import for_each
from support.table_files import PLACE, problems_of, table_file

from codatsynccommerce import bulk
from codatsynccommerce.models import errors, operations

if TYPE_CHECKING:
    from pathlib import Path

    from support.bulk_shop import Shop


def test_every_problem_has_line_column_and_reason(tmp_path: Path) -> None:
    text = (
        "customerName,Shoe size,phone,Phone,addresses,addresses.x.city,metadata.isDeleted,phone.0\n"
        "Ada,,,,,,perhaps,\n"
        '"Two\nlines",,,,,,yes,,too much\n'
        ",,1,,,,,\n"
    )
    found = problems_of(tmp_path, text)
    assert found == [
        (1, "Shoe size", "AccountingCustomer has no field 'Shoe size'"),
        (1, "Phone", "another column is for the same field"),
        (1, "addresses", "addresses holds more than one value: name one of them, as in addresses.0.type"),
        (1, "addresses.x.city", "addresses is a list: its items are numbered, as in addresses.0"),
        (1, "phone.0", "phone holds a single value"),
        (2, "metadata.isDeleted", "'perhaps' is neither true nor false"),
        (3, "", "cell 9 has no column header: 'too much'"),
        (5, "customerName", "is missing"),
    ]


@for_each(
    ("header", "field"),
    [("custmer_name", "customerName"), ("E-Mail", "emailAddress"), ("Tax", None), ("shoe size", None)],
)
def test_unknown_header_suggests_a_field(header: str, field: str | None, tmp_path: Path) -> None:
    """A word of three letters is part of too many names."""
    ((_, _, reason), *_) = problems_of(tmp_path, f"{header}\nAda\n")
    assert reason == f"AccountingCustomer has no field {header!r}{f'; did you mean {field}?' if field else ''}"


def test_field_missing_in_every_row_is_reported_once(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "phone\n1\n2\n3\n") == [(1, "customer_name", "is missing, there is no column for it")]
    path = table_file(tmp_path, "date,lines.0.amount,totalAmount\n2024-05-03,1,\n,,2\n")
    with pytest.raises(bulk.BadRowsError) as caught:
        bulk.requests_from_csv(
            operations.CreateAccountingPaymentRequest,
            path,
            **PLACE,
            required=["Total amount", "lines", "customerRef.id", "lines.0.amount"],
        )
    no_column = (1, "customer_ref.id", "is missing, there is no column for it")
    wrong = [(2, "totalAmount"), (3, "date"), (3, "lines.0.amount")]
    assert set(caught.value.problems) == {no_column, *((line, title, "is missing") for line, title in wrong)}


@for_each(
    ("options", "reason"),
    [
        ({"encoding": "wat"}, r"^encoding='wat' is not known$"),
        ({"encoding": "hex"}, r"^encoding='hex' is not known$"),
        ({"encoding": None}, r"^encoding=None is not known$"),
        ({"delimiter": ";;"}, r"^delimiter=';;' cannot separate cells$"),
        ({"delimiter": '"'}, r"^delimiter='\"' cannot separate"),
        ({"delimiter": None}, r"^delimiter=None cannot separate"),
        (
            {"defaults": {"staus": "Active"}},
            r"^defaults\['staus'\]: AccountingAccount has no field 'staus'; did you mean ",
        ),
        ({"defaults": {"metadata": True}}, r"^defaults\['metadata'\]: metadata holds more than one value"),
        ({"defaults": {"extra.name": "x"}}, r"^defaults\['extra.name'\]: name is a field"),
        ({"defaults": {"currentBalance": "x"}}, r"^defaults\['currentBalance'\]: 'x' is not a number"),
        ({"defaults": {"name": ["x"]}}, r"^defaults\['name'\]: a value of type list is not a text"),
        (
            {"defaults": {"validDatatypeLinks.0.property": "x"}},
            r"list indexes, and nothing else, are written as \*$",
        ),
        ({"defaults": {"extra.*": "x"}}, r"list indexes, and nothing else, are written as \*$"),
        ({"required": ["nam"]}, r"^required names 'nam': AccountingAccount has no field 'nam'; did you mean name\?$"),
    ],
)
def test_invalid_argument_is_refused(tmp_path: Path, options: dict[str, Any], reason: str) -> None:
    with pytest.raises(errors.RequestError, match=reason) as caught:
        bulk.requests_from_csv(
            operations.CreateAccountingAccountRequest, table_file(tmp_path, "name\nx\n"), **PLACE, **options
        )
    assert not isinstance(caught.value, bulk.BadRowsError)


def test_arguments_are_checked_before_the_file(tmp_path: Path) -> None:
    with pytest.raises(errors.RequestError, match="is not known"):
        bulk.customers_from_csv(tmp_path / "none.csv", **PLACE, encoding="wat")


@for_each(
    ("cell", "reason"),
    [
        ("1,234.50", "is not a number; write it as 1234.50"),
        ("abc", "is not a number"),
        ("NaN", "stands for a missing value: leave the cell empty"),
        ("1e5", "is not a number"),
        ("1e-05", "is not a number"),
        ("Infinity", "is not a number"),
        ("1_000", "is not a number"),
        ("1.000,50", "is not a number; write it as 1234.50"),
        ("£5", "is not a number"),
        ("5%", "is not a number"),
        ("5-", "is not a number"),
        ("1\u00a0000", "is not a number"),
        ("1.23457E+11", "has lost digits in a spreadsheet"),
    ],
)
def test_invalid_number_is_refused(tmp_path: Path, cell: str, reason: str) -> None:
    path = table_file(tmp_path, f'name,currentBalance\nSales,"{cell}"\n')
    with pytest.raises(bulk.BadRowsError, match=re.escape(f"line 2, currentBalance: {cell!r} {reason}")):
        bulk.requests_from_csv(operations.CreateAccountingAccountRequest, path, **PLACE)


@for_each(
    "cell",
    ["01/05/2024", "31.12.2024", "yesterday", "2024", "2024-05", "20240501", "45413", "2024-02-30", "2024-05-01x10:00"],
)
def test_invalid_date_is_refused(tmp_path: Path, cell: str) -> None:
    reason = f"{cell!r} is not a date; write it as 2024-05-31 or 2024-05-31T09:30:00"
    assert problems_of(tmp_path, f"customerName,modifiedDate\nAda,{cell}\n") == [(2, "modifiedDate", reason)]
    path = table_file(tmp_path, f"lines.0.allocatedOnDate,date\n{cell},{cell}\n")
    with pytest.raises(bulk.BadRowsError, match=r"^line 2, lines\.0\.allocatedOnDate: .*; line 2, date: "):
        bulk.requests_from_csv(operations.CreateAccountingPaymentRequest, path, **PLACE)


def test_long_list_of_problems_is_shortened(tmp_path: Path) -> None:
    with pytest.raises(errors.RequestError, match=r"^line 2, customerName: is missing; .*; and 980 more$") as caught:
        bulk.customers_from_csv(table_file(tmp_path, "customerName,phone\n" + ",1\n" * 5000), **PLACE)
    assert isinstance(caught.value, bulk.BadRowsError)
    assert len(caught.value.problems) == 1000


def test_file_without_a_table_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "") == [(1, "", "the table has no column headers")]
    assert problems_of(tmp_path, 'customerName\n"open') == [(2, "", "cannot be read: unexpected end of data")]
    with pytest.raises(FileNotFoundError):
        bulk.customers_from_csv(tmp_path / "none.csv", **PLACE)
    with pytest.raises(errors.RequestError, match="kind must be the class of a request that creates a record"):
        bulk.requests_from_csv(operations.GetCompanyRequest, table_file(tmp_path, "a\n1\n"), **PLACE)


@for_each("end", ["\n", "\r\n", "\r"])
@for_each("before", [0, 1, 500, 20_000])
def test_undecodable_text_is_reported_with_its_line(tmp_path: Path, end: str, before: int) -> None:
    text = f"customerName{end}" + f'"Ada{end}Eve"{end}' * before + f"Ümit{end}Bob{end}"
    with pytest.raises(bulk.BadRowsError) as caught:
        bulk.customers_from_csv(table_file(tmp_path, text, "cp1252"), **PLACE)
    reason = "cannot be read as utf-8: invalid continuation byte; name another encoding"
    assert caught.value.problems == ((2 * before + 2, "", reason),)
    with pytest.raises(bulk.BadRowsError, match=r"^line 1: cannot be read as utf-16: .*does not start with BOM; name"):
        bulk.customers_from_csv(table_file(tmp_path, text), **PLACE, encoding="utf-16")


def test_file_changed_after_its_check_is_refused(tmp_path: Path) -> None:
    path = table_file(tmp_path, "customerName,phone\nAda,1\n")
    requests = bulk.customers_from_csv(path, **PLACE)
    table_file(tmp_path, "customerName,phone\n,1\n")
    with pytest.raises(bulk.BadRowsError, match="line 2, customerName: is missing"):
        list(requests)
    table_file(tmp_path, "phone,customerName\nAda,1\n")
    with pytest.raises(bulk.BadRowsError, match="column headers have changed since they were checked"):
        list(requests)


def test_one_bad_row_sends_nothing(shop: Shop, tmp_path: Path) -> None:
    path = table_file(tmp_path, "customerName,phone\nAda,1\n,2\n")
    with pytest.raises(bulk.BadRowsError):
        shop.push(bulk.customers_from_csv(path, **PLACE))
    assert shop.sandbox.requests == ()
