"""Stand-ins for a missing value, of Python, pandas, numpy and Arrow."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from importlib import import_module
from typing import Any

from support.for_each import for_each

from codatsynccommerce._runtime.missing_values import is_missing

pd: Any = import_module("pandas")  # It has no types of its own.
np: Any = import_module("numpy")
arrow: Any = import_module("pyarrow")


@for_each(
    "value",
    [
        None,
        pd.NA,
        pd.NaT,
        float("nan"),
        np.nan,
        np.float16("nan"),
        np.float32("nan"),
        np.longdouble("nan"),
        np.complex128("nan"),
        np.array(np.nan),
        np.datetime64("NaT", "ns"),
        np.timedelta64("NaT", "ns"),
        np.ma.masked,
        Decimal("NaN"),
        Decimal("sNaN"),
        arrow.NULL,
        arrow.scalar(None, arrow.string()),
        arrow.scalar(None, arrow.timestamp("ns")),
        arrow.scalar(float("nan")),
    ],
)
def test_stand_in_is_missing(value: Any) -> None:
    assert is_missing(value)


@for_each(
    "value",
    [
        0,
        "",
        "NaN",
        False,
        0.0,
        float("inf"),
        Decimal(0),
        date.min,
        datetime.max.replace(tzinfo=timezone.utc),
        np.str_("NaT"),
        np.int64(0),
        np.float64(0),
        np.bool_(0),
        np.datetime64("2024-05-01"),
        np.array([np.nan]),
        np.array([np.nan, 1.0]),
        pd.Series([np.nan]),
        pd.Timestamp(0),
        arrow.scalar("NaN"),
        arrow.scalar(0),
        arrow.scalar(0.5),
        arrow.array([float("nan")]),
        [],
    ],
)
def test_value_is_not_missing(value: Any) -> None:
    assert not is_missing(value)
