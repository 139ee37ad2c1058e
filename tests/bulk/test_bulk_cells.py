"""The cells of a data frame: a single value becomes its text, and everything else is refused."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each
from support.table_files import accounts_of, frame_problems_of

from codatsynccommerce import bulk
from codatsynccommerce._runtime.codec import codec
from codatsynccommerce.models import shared

pd: Any = import_module("pandas")  # It has no types of its own.
np: Any = import_module("numpy")
arrow: Any = import_module("pyarrow")


MISSING = (
    None,
    pd.NA,
    pd.NaT,
    np.nan,
    np.float16("nan"),
    np.float32("nan"),
    np.longdouble("nan"),
    np.complex128("nan"),
    np.array(np.nan),
    np.datetime64("NaT", "ns"),
    np.timedelta64("NaT", "ns"),
    np.ma.masked,
    arrow.NULL,
    arrow.scalar(None, arrow.string()),
    arrow.scalar(float("nan")),
    Decimal("NaN"),
    Decimal("sNaN"),
    "",
    " \t",
)


class Colour(str, Enum):  # Its `str` is the name of the member.
    RED = "red"


@for_each("column", [pd.Series([0.1, None]), pd.Series([0.1, None], dtype="Float64"), pd.Categorical([0.1, None])])
def test_float_becomes_its_shortest_decimal(column: Any) -> None:
    sales, fees = accounts_of(pd.DataFrame({"name": ["Sales", "Fees"], "currentBalance": column}))
    assert (sales.current_balance, fees.current_balance) == (Decimal("0.1"), None)


@for_each("field", ["name", "currentBalance"])
@for_each(
    ("cell", "reason"),
    [
        (float(2**53), "9007199254740992.0 has lost digits: read the column as text"),
        (-1e22, "-1e+22 has lost digits: read the column as text"),
        (np.float32(0.1), "a float32 has lost digits: read the column as text"),
        (arrow.scalar(0.5, arrow.float32()), "a float has lost digits: read the column as text"),
        (float("inf"), "inf is not a number"),
        ("4.47912E+11", "'4.47912E+11' has lost digits in a spreadsheet: let it show all of them"),
        ("a\0b", "'a\\x00b' contains a character that is not text: was it read in the right encoding?"),
        ("M\udcfcller", "'M\\udcfcller' contains a character that is not text: was it read in the right encoding?"),
    ],
)
def test_damaged_value_is_refused(field: str, cell: Any, reason: str) -> None:
    assert frame_problems_of(pd.DataFrame({field: [cell]}, dtype=object)) == [(0, field, reason)]


@for_each("text", ["nan", "NaN", "NaT", "<NA>", "\\N"])
@for_each("field", ["name", "currentBalance", "modifiedDate"])
def test_missing_value_as_text_is_refused(field: str, text: str) -> None:
    reason = f"{text!r} stands for a missing value: leave the cell empty"
    assert frame_problems_of(pd.DataFrame({field: [text]}, dtype=object)) == [(0, field, reason)]


@for_each("text", ["NA", "N/A", "Nan", "None", "NULL", "Nathan"])
def test_names_like_missing_values_are_kept(text: str) -> None:
    (account,) = accounts_of(pd.DataFrame({"name": [text]}, dtype=object))
    assert account.name == text


@for_each(
    "cell",
    [
        b"00123",
        ["a"],
        {"a": 1},
        np.array([1, 2]),
        pd.Interval(0, 1),
        pd.Period("2024-05", "M"),
        time(10),
        timedelta(1),
        np.timedelta64(1, "D"),
        1j,
        np.complex128(1),
        np.bytes_(b"x"),
        object(),
    ],
)
def test_cell_without_a_single_value_is_refused(cell: Any) -> None:
    ((line, title, reason),) = frame_problems_of(pd.DataFrame({"name": pd.Series([cell], dtype=object)}))
    assert (line, title) == (0, "name")
    assert reason == f"a value of type {type(cell).__name__} is not a text, number, date or boolean"


@for_each(
    ("cell", "text"),
    [
        (np.str_(" x "), "x"),
        (shared.AccountStatus.ACTIVE, "Active"),
        (Colour.RED, "red"),
        (7, "7"),
        (2**60 + 1, "1152921504606846977"),
        (np.int64(2**60 + 1), "1152921504606846977"),
        (np.uint8(7), "7"),
        (arrow.scalar(7), "7"),
        (arrow.scalar(" x "), "x"),
        (arrow.scalar(Decimal("7.10")), "7.10"),
        (np.float64(7), "7"),
        (Decimal("7.10"), "7.10"),
        (Decimal("1E+5"), "100000"),
        (1e-07, "0.0000001"),
        (np.bool_(1), "true"),
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        *((cell, None) for cell in MISSING),
    ],
)
def test_single_value_becomes_its_text(cell: Any, text: str | None) -> None:
    (account,) = accounts_of(pd.DataFrame({"id": pd.Series([cell], dtype=object), "name": ["x"]}))
    assert account == shared.AccountingAccount(id=text, name="x")


@for_each(
    ("cell", "text"),
    [
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, 10), "2024-05-01T10:00:00"),  # noqa: DTZ001 - local time of the business
        (datetime(2024, 5, 1, 10, tzinfo=timezone.utc), "2024-05-01T10:00:00Z"),
        (pd.Timestamp("2024-05-01 10:00", tz="Europe/London"), "2024-05-01T10:00:00+01:00"),
        (pd.Timestamp("2024-05-01 10:00:00.123456789"), "2024-05-01T10:00:00.123456789"),
        (np.datetime64("2024-05-01"), "2024-05-01"),
        (arrow.scalar(date(2024, 5, 1)), "2024-05-01"),
        (arrow.scalar(1714557600123456789, arrow.timestamp("ns")), "2024-05-01T10:00:00.123456789"),
        (np.datetime64("2024-05-01T10:00:00", "ns"), "2024-05-01T10:00:00.000000000"),
        (str(pd.Timestamp("2024-05-01 10:00", tz="UTC")), "2024-05-01T10:00:00+00:00"),
    ],
)
def test_date_is_written_in_iso_8601(cell: Any, text: str) -> None:
    (account,) = accounts_of(pd.DataFrame({"modifiedDate": pd.Series([cell], dtype=object)}))
    assert account == shared.AccountingAccount(modified_date=text)


@for_each("cell", [45413, 45413.0, 20240501, True, np.datetime64("2024")])
def test_number_is_refused_as_a_date(cell: Any) -> None:
    ((_, _, reason),) = frame_problems_of(pd.DataFrame({"modifiedDate": pd.Series([cell], dtype=object)}))
    assert re.fullmatch(r"'\w+' is not a date; write it as 2024-05-31 or 2024-05-31T09:30:00", reason)


ANY_CELL: st.SearchStrategy[Any] = st.one_of(
    st.text(),
    st.from_regex(r"[0-9TZ:.+-]{8,20}"),
    st.floats(),
    st.integers(),
    st.decimals(),
    st.booleans(),
    st.datetimes(),
)


@pytest.mark.filterwarnings("ignore:.*has no member")
@given(ANY_CELL, st.sampled_from(["name", "status", "currentBalance", "isBankAccount", "modifiedDate", "extra.key"]))
def test_accepted_cell_can_be_encoded(cell: Any, title: str) -> None:
    try:
        accounts = accounts_of(pd.DataFrame({title: pd.Series([cell], dtype=object)}))
    except bulk.BadRowsError:
        return
    for account in accounts:
        assert codec.encode(shared.AccountingAccount, account)
