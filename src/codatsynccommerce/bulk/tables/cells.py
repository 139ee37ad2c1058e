"""One cell of a table, text or a value of pandas, to the value of a field."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from codatsynccommerce._runtime.datetimes import format_datetime, parse_datetime

if TYPE_CHECKING:
    from codatsynccommerce._runtime.codec.schema import FieldType

_WHOLE = re.compile(r"[+-]?\d+(\.0+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\S+)?", re.ASCII)
_SHORTENED = re.compile(r"[+-]?\d([.,]\d+)?E\+\d\d+", re.ASCII)
"""What a spreadsheet writes for a long number in a narrow column."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_TRUE, _FALSE = frozenset({"true", "yes", "y", "1"}), frozenset({"false", "no", "n", "0"})
_MISSING = frozenset({"NoneType", "NAType", "NaTType"})
_MOST_EXACT = 2**53
"""From here on a float stands for whole numbers beside its own."""
_LOST = "has lost digits: read the column as text"


class CellError(ValueError):
    """A cell cannot be the value of its field. The text says why."""


def is_missing(value: Any) -> bool:
    """Say whether a cell is empty: blank text, None, or what pandas and numpy put where there is nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, Decimal):
        return value.is_nan()
    return type(value).__name__ in _MISSING or (_is_of_numpy(value) and str(value) in ("nan", "NaT"))


def value_of(kind: FieldType, cell: Any) -> Any:
    """Read a cell, which is not empty, as a value of a kind.

    Raises:
        CellError: It is none.
    """
    text = _text(cell)
    if kind.kind == "decimal":
        return _amount(text)
    if kind.kind == "date":
        return _date(text)
    if kind.kind == "integer":
        if not _WHOLE.fullmatch(text):
            message = f"{text[:40]!r} is no whole number"
            raise CellError(message)
        return int(text.partition(".")[0])
    if kind.kind == "boolean":
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        message = f"{text[:40]!r} is neither true nor false"
        raise CellError(message)
    if kind.kind == "enum":
        return _member(kind.cls, text)
    return text


def _text(cell: Any) -> str:
    """Give a cell as the text that a person would write in it."""
    plain = _plain(cell)
    if isinstance(plain, str):
        # Not its own strip or str: a member of an enum may have another.
        text = str.strip(plain)
        if _NO_TEXT.search(text):
            message = f"{text[:40]!r} holds what is no text: was it read in the right encoding?"
            raise CellError(message)
        if _SHORTENED.fullmatch(text):
            message = f"{text[:40]!r} has lost digits in a spreadsheet: let it show all of them"
            raise CellError(message)
        return text
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, date):
        return format_datetime(plain)
    if isinstance(plain, float):
        return _float(plain)
    if isinstance(plain, (int, Decimal, UUID)):
        return str(plain)
    message = f"a value of type {type(plain).__name__} is no text, number, date or truth value"
    raise CellError(message)


def _plain(cell: Any) -> Any:
    """Give a cell as a value of Python, where numpy has one of its own for it."""
    if not _is_of_numpy(cell):
        return cell
    kind = cell.dtype.kind
    if kind == "M":  # As text: in Python, nanoseconds would become a number.
        return str(cell)
    if kind == "f" and type(cell).__name__ != "float64":
        message = f"a {type(cell).__name__} {_LOST}"
        raise CellError(message)
    return cell.item() if kind in "iubf" else cell


def _is_of_numpy(value: Any) -> bool:
    return type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()


def _float(value: float) -> str:
    if math.isinf(value):
        message = f"{value!r} is no number"
        raise CellError(message)
    if abs(value) >= _MOST_EXACT:
        message = f"{value!r} {_LOST}"
        raise CellError(message)
    # pandas makes floats of whole numbers where a column has gaps.
    return str(int(value)) if value.is_integer() else repr(value)


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or "_" in text:
        message = f"{text[:40]!r} is no number; write it as 1234.50"
        raise CellError(message)
    return amount


def _date(text: str) -> str:
    try:
        parse_datetime(text if _DATE.fullmatch(text) else "")
    except ValueError:
        message = f"{text[:40]!r} is no date; write it as 2024-05-31 or 2024-05-31T09:30:00"
        raise CellError(message) from None
    return text.replace(" ", "T", 1)


def _member(enum: Any, text: str) -> Any:
    """Find the member that is meant, whatever its case. Text that is none is kept: the API may know it."""
    folded = _folded(text)
    for member in cast("list[Any]", list(enum)):
        if _folded(member.value) == folded:
            return member
    return enum(text)


def _folded(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())
