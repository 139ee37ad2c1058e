"""CSV rows: exact numbers, quoted texts, no formulas, and no control characters."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from support.for_each import for_each

from codatsynccommerce._runtime.csv_writer import CsvWriter

SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe6b", "\u207c", "\u2212"]


def written(*values: object) -> str:
    file = io.StringIO()
    CsvWriter(file).write_row(values)
    return file.getvalue()


def test_numbers_are_written_in_full() -> None:
    numbers = (7, Decimal("1E+3"), Decimal("-1E-7"), Decimal("12345678901234567890.10"))
    assert written(*numbers) == "7,1000,-0.0000001,12345678901234567890.10\n"


def test_none_is_empty_and_text_quoted() -> None:
    assert written(None, 'say "no"', True, "0012") == ',"say ""no""",true,"0012"\n'


@for_each("sign", SIGNS)
@for_each("before", ["", " ", "\n", "\r\n", "\u00a0\u3000", "name\n", "name\r"])
def test_formula_gets_an_apostrophe(sign: str, before: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(written(f"{before}{sign}1+1"), newline="")))
    lines = [line for line in cell.split("\n") if line.strip()]
    assert lines[-1].lstrip().startswith("'") or cell.startswith("'")
    assert not any(line.lstrip().startswith(tuple(SIGNS)) for line in lines[1:])


def test_enormous_exponent_takes_no_memory() -> None:
    assert written(Decimal("1E+999999")) == "1E+999999\n"


@for_each("char", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u200b", "\ufeff", "\ud83d"])
def test_control_character_is_replaced(char: str) -> None:
    assert written(f"a{char}[2Jb") == '"a\ufffd[2Jb"\n'


def test_line_breaks_are_kept() -> None:
    assert written("a\r\nb\rc\u2028d\n") == '"a\nb\nc\nd\n"\n'


@given(
    st.lists(
        st.one_of(st.text(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False), st.none()), min_size=2
    )
)
def test_any_row_is_read_back_whole(values: list[object]) -> None:
    text = written(*values)
    text.encode("utf-8")
    (row,) = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(row) == len(values)
    for cell in row:
        assert all(char.isprintable() or char.isspace() or ord(char) > 127 for char in cell)
