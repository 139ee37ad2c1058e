"""Rows of CSV that no spreadsheet runs as a formula.

Every CSV file that this package writes goes through `CsvWriter`, because its texts come from other people: names,
order numbers and error messages. See https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_FORMULA = re.compile(
    # The ASCII signs, then their full-width, small, superscript and subscript forms and the minus sign, some of which
    # spreadsheets fold to ASCII. Every line of a text counts: some importers split a quoted text at its line breaks.
    r"^(?=\t|\s*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u207b\u208c\u208a\u208b\u2212])",
    re.MULTILINE,
)
_UNPRINTABLE = re.compile(
    # Control characters, lone surrogates, and characters that are invisible or change the direction of the text.
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LONGEST_EXPONENT = 1000


class SupportsWrite(Protocol):
    """A text file, or anything else with its `write` method."""

    def write(self, text: str, /) -> object:
        """Write text."""
        ...


class CsvWriter:
    """Writer of CSV rows to a text file.

    Numbers are written in full, without an exponent. A text is always quoted, because a spreadsheet may take a
    semicolon or a tab for the end of a cell. A text that a spreadsheet would run as a formula gets an apostrophe in
    front. Control characters and lone surrogates become `U+FFFD`.
    """

    def __init__(self, file: SupportsWrite) -> None:
        """Write to an open file.

        Arguments:
            file: A text file, opened with `newline=""`.
        """
        self._file = file

    def write_row(self, values: Iterable[object]) -> None:
        """Write one row. None becomes an empty cell."""
        self._file.write(",".join(map(_cell, values)) + "\n")


def plain_number(value: Decimal | int) -> str:
    """Return a number digit by digit, without an exponent unless that would take thousands of zeros."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= _LONGEST_EXPONENT:
        return format(value, "f")
    return str(value)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal)):
        return plain_number(value)
    text = _UNPRINTABLE.sub("\ufffd", _LINE_BREAK.sub("\n", str(value)))
    return '"' + _FORMULA.sub("'", text).replace('"', '""') + '"'
