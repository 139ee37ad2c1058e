"""One cell of a table, text or a value of pandas, to the value of a field."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

from codatsynccommerce._core.dates import format_datetime

if TYPE_CHECKING:
    from codatsynccommerce._core.plan import Kind

_WHOLE = re.compile(r"[+-]?\d+(\.0+)?", re.ASCII)
_TRUE, _FALSE = frozenset({"true", "yes", "y", "1"}), frozenset({"false", "no", "n", "0"})
_MISSING = frozenset({"NoneType", "NAType", "NaTType"})


class CellError(ValueError):
    """A cell cannot be the value of its field. The text says why."""


def is_missing(value: Any) -> bool:
    """Say whether a cell is empty: blank text, None, or what pandas puts where there is nothing."""
    if isinstance(value, str):
        return not value.strip()
    return type(value).__name__ in _MISSING or (isinstance(value, (float, Decimal)) and math.isnan(value))


def value_of(kind: Kind, cell: Any) -> Any:
    """Read a cell, which is not empty, as a value of a kind.

    Raises:
        CellError: It is none.
    """
    text = _text(cell)
    if kind.name == "money":
        return _amount(text)
    if kind.name == "integer":
        if not _WHOLE.fullmatch(text):
            message = f"{text[:40]!r} is no whole number"
            raise CellError(message)
        return int(text.partition(".")[0])
    if kind.name == "boolean":
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        message = f"{text[:40]!r} is neither true nor false"
        raise CellError(message)
    if kind.name == "enum":
        return _member(kind.of, text)
    return text


def _text(cell: Any) -> str:
    """Give a cell as the text that a person would write in it."""
    # Numbers of numpy become those of Python.
    plain: Any = cell.item() if hasattr(cell, "item") else cell
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, date):
        return format_datetime(plain)
    if isinstance(plain, float):
        # pandas makes floats of whole numbers where a column has gaps.
        return str(int(plain)) if plain.is_integer() else repr(plain)
    return str(plain).strip()


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or "_" in text:
        message = f"{text[:40]!r} is no number; write it as 1234.50"
        raise CellError(message)
    return amount


def _member(enum: Any, text: str) -> Any:
    """Find the member that is meant, whatever its case. Text that is none is kept: the API may know it."""
    folded = _folded(text)
    for member in cast("list[Any]", list(enum)):
        if _folded(member.value) == folded:
            return member
    return enum(text)


def _folded(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())
