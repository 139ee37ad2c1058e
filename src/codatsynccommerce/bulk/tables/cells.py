"""Read a cell of a table, which is text or a value of a data frame, as the value of a field.

Traces of other tools are refused, or read as what they mean: error values, shortened numbers and formulas of
spreadsheets, control characters, and text that stands for a missing value.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from codatsynccommerce._runtime.codec.records import EnumConverter
from codatsynccommerce._runtime.csv_writer import plain_number
from codatsynccommerce._runtime.datetimes import format_datetime, parse_datetime
from codatsynccommerce._runtime.missing_values import is_missing

from .columns import normalize_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from codatsynccommerce._runtime.codec.schema import FieldType

BLANKS = (
    " \t\r\n\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What is removed around a cell: all that Python calls white space, except control characters."""
_MAX_SHOWN = 40
_MAX_DATES = 4096
"""Number of dates whose parsed form is cached: the rows of a table share a few dates."""
_MAX_DIGITS = 4000
"""Python reads no integer of more than 4,300."""
_EXACT_FLOATS = 2**53
"""From this number on, a float stands for more than one integer."""
_LOST_DIGITS = "has lost digits: read the column as text"

_INTEGER = re.compile(r"[+-]?\d+(\.0+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\S+)?", re.ASCII)
_BOOLEANS = {**dict.fromkeys(("true", "yes", "y", "1"), True), **dict.fromkeys(("false", "no", "n", "0"), False)}

_MARK = re.compile(
    r"""
    (?P<error>\#{2,} | Err:\d{3} | (?i:\#N/A\b.* | \#(?:REF|VALUE|NAME|DIV/0|NUM|NULL)[!?])
        # In other languages than English.
        | \#[¡¿]?(?=.*[^\W\d_])[^\W_a-z][^\sa-z]*[!?] | \#(?:NV|N/[BDE]|I/T|YOK|\u041d/\u0414|GETTING_DATA)) $
    | (?P<shortened>[+-]?\d+(?:[.,]\d*)?[eE]\+\d+ | [+-]?\d*[.,]\d+[eE]-?\d+) $
    | (?P<missing>nan|NaN|NaT|<NA>|\\N) $
    | (?P<footer>\(\d+\ rows?(?:\ affected)?\) | -{3,}) $
    | (?P<separator>(?i:sep)=.?) $
    | ="(?P<quoted>(?:[^"]|"")*)" $
    | (?P<formula>=)
    | '(?P<marked>[=+\-@].* | \d+) $
    """,
    re.VERBOSE | re.DOTALL,
)
"""What tools write in place of a value, or around it."""
_MARK_STARTS = frozenset("#=<(\\'+-.,0123456789ENSens")
"""The first characters of all marks."""
_REASONS = {
    "error": "is an error value of a spreadsheet, which had no value or no room to show it",
    "shortened": "has lost digits in a spreadsheet: let it show all of them",
    "missing": "stands for a missing value: leave the cell empty",
    "footer": "is a line that a database program writes around its rows",
    "separator": "is the separator line of a spreadsheet, which may only be the first line",
    "formula": "is a formula of a spreadsheet: save its value",
}
_NOT_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")
_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
    # Joiners belong to the spelling between characters of many scripts and emoji, and to nothing else.
    "|(?:^|(?<=[\0-\u02ff]))[\u200c\u200d]|[\u200c\u200d](?:$|(?=[\0-\u02ff]))"
)


class CellError(ValueError):
    """A cell cannot be the value of its field. The text gives the reason."""


def text_of(cell: object) -> str:
    """Return a cell as a person would write it, without blanks around it; an empty text for an empty cell.

    Raises:
        CellError: It is not a single value, or not a value at all.
    """
    text = cell.strip(BLANKS) if type(cell) is str else _text_of_value(cell)
    # Most cells need no closer check, which would cost more than everything else.
    if not (text.isascii() and text.isprintable()):
        _check_characters(text)
    return _read_mark(text) if text and text[0] in _MARK_STARTS else text


def converter_for(type_: FieldType) -> Callable[[str], object]:
    """Return the function that reads the text of a cell as a value of a field type. It raises `CellError`."""
    if type_.kind == "enum":
        return _enum_converter(type_.cls)
    return _CONVERTERS.get(type_.kind, str)


def _read_mark(text: str) -> str:
    """Refuse what a tool wrote in place of a value, and remove what it wrote around one.

    `="0012"` and `'0012` are how a text is kept from being read as a number.
    """
    match = _MARK.match(text)
    if match is None:
        return text
    if match.lastgroup == "quoted":
        return _read_mark(match["quoted"].replace('""', '"').strip(BLANKS))
    if match.lastgroup == "marked":
        return match["marked"]
    message = f"{text[:_MAX_SHOWN]!r} {_REASONS[match.lastgroup or '']}"
    raise CellError(message)


def _check_characters(text: str) -> None:
    if _NOT_TEXT.search(text):
        message = f"{text[:_MAX_SHOWN]!r} contains a character that is not text: was it read in the right encoding?"
        raise CellError(message)
    if match := _INVISIBLE.search(text):
        message = f"{text[:_MAX_SHOWN]!r} contains the invisible character U+{ord(match[0]):04X}: remove it"
        raise CellError(message)


def _text_of_value(cell: object) -> str:
    """Return the text of a value of a data frame."""
    if is_missing(cell):
        return ""
    value = _python_value(cell)
    if isinstance(value, str):
        # Not the methods of its own class: a member of an enum may have others.
        return str.strip(value, BLANKS)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return format_datetime(value)
    if isinstance(value, float):
        return _text_of_float(value)
    if isinstance(value, (int, Decimal)):
        return _text_of_number(value)
    if isinstance(value, UUID):
        return str(value)
    message = f"a value of type {type(value).__name__} is not a text, number, date or boolean"
    raise CellError(message)


def _python_value(cell: Any) -> Any:
    """Return a scalar of numpy or Arrow as a value of Python; any other cell as it is."""
    library = type(cell).__module__.partition(".")[0]
    if library == "pyarrow" and hasattr(cell, "as_py"):
        if str(cell.type) in ("float", "halffloat"):
            message = f"a {cell.type} {_LOST_DIGITS}"
            raise CellError(message)
        # As text: Python's own type cannot hold the nanoseconds.
        return str(cell) if str(cell.type).startswith("timestamp[ns") else cell.as_py()
    if library != "numpy" or getattr(cell, "shape", None) != ():
        return cell
    kind = cell.dtype.kind
    if kind == "M":  # As text: in Python, nanoseconds would become a number.
        return str(cell)
    if kind == "f" and cell.dtype.name != "float64":
        message = f"a {cell.dtype.name} {_LOST_DIGITS}"
        raise CellError(message)
    return cell.item() if kind in "iubf" else cell


def _text_of_float(value: float) -> str:
    if math.isinf(value):
        message = f"{value!r} is not a number"
        raise CellError(message)
    if abs(value) >= _EXACT_FLOATS:
        message = f"{value!r} {_LOST_DIGITS}"
        raise CellError(message)
    # pandas makes floats of integers in a column with gaps.
    return str(int(value)) if value.is_integer() else plain_number(Decimal(repr(value)))


def _text_of_number(value: int | Decimal) -> str:
    try:
        return plain_number(value)
    except ValueError:  # Python writes no integer of more than 4,300 digits.
        message = "a number has at most 4,300 digits"
        raise CellError(message) from None


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    # Letters and underscores are allowed in a literal of Python, but in no amount.
    if not amount.is_finite() or "_" in text or "e" in text.lower():
        message = f"{text[:_MAX_SHOWN]!r} is not a number; write it as 1234.50"
        raise CellError(message)
    return amount


@lru_cache(_MAX_DATES)
def _date(text: str) -> str:
    try:
        parse_datetime(text if _DATE.fullmatch(text) else "")
    except ValueError:
        message = f"{text[:_MAX_SHOWN]!r} is not a date; write it as 2024-05-31 or 2024-05-31T09:30:00"
        raise CellError(message) from None
    return text.replace(" ", "T", 1)


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text) or len(text) > _MAX_DIGITS:
        message = f"{text[:_MAX_SHOWN]!r} is not a whole number"
        raise CellError(message)
    return int(text.partition(".")[0])


def _boolean(text: str) -> bool:
    value = _BOOLEANS.get(text.lower())
    if value is None:
        message = f"{text[:_MAX_SHOWN]!r} is neither true nor false"
        raise CellError(message)
    return value


@cache
def _enum_converter(enum: Any) -> Callable[[str], Any]:
    """Return the function that finds the member for a text in any case; other text is kept, the API may know it."""
    members = {normalize_name(member.value): member for member in reversed(cast("list[Any]", list(enum)))}
    unknown_member = EnumConverter(enum)  # It warns, because the text may be misspelt.

    def member(text: str) -> object:
        found = members.get(normalize_name(text))
        return unknown_member(text) if found is None else found

    return member


_CONVERTERS: dict[str, Callable[[str], Any]] = {
    "decimal": _amount,
    "date": _date,
    "integer": _integer,
    "boolean": _boolean,
}
