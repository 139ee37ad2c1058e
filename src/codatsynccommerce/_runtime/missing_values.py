"""Objects that stand for a missing value: None, NaN, and those of pandas, numpy and Arrow."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

_TYPE_NAMES = frozenset({"NAType", "NaTType", "MaskedConstant", "NullScalar"})
"""The types of `pandas.NA`, `pandas.NaT`, `numpy.ma.masked` and `pyarrow.NULL`."""
_ARROW_FLOATS = ("double", "float", "halffloat")


def is_missing(value: object) -> bool:
    """Return whether a value stands for a missing one.

    The libraries are not imported: their types are known by name and module.
    """
    if value is None:
        return True
    kind: type = value.__class__
    if kind is str or kind is int or kind is bool:
        return False
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, Decimal):
        return value.is_nan()
    if kind.__name__ in _TYPE_NAMES:
        return True
    library = kind.__module__.partition(".")[0]
    if library == "numpy":
        # NaN and NaT are not equal to themselves; an array compares to an array, which is not False.
        return getattr(value, "shape", None) == () and bool(value != value)  # noqa: PLR0124
    if library == "pyarrow":
        return _is_missing_in_arrow(value)
    return False


def _is_missing_in_arrow(value: Any) -> bool:
    # The same attribute of an array is a method.
    if not isinstance(getattr(value, "is_valid", None), bool):
        return False
    return not value.is_valid or (str(value.type) in _ARROW_FLOATS and math.isnan(value.as_py()))
