"""The rows of a data frame of pandas, and what it does to values before anyone looks at them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from codatsynccommerce._runtime.errors import RequestError

from .record_builder import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SHORT_FLOAT = re.compile(r"\b(half)?float(16|32)?\b", re.IGNORECASE)
"""Floats of fewer digits than Python's, as numpy, pandas and pyarrow call them."""


class Frame(Protocol):
    """What is used of a data frame of pandas."""

    @property
    def columns(self) -> Any:
        """The titles."""
        ...

    @property
    def dtypes(self) -> Any:
        """The type of each column."""
        ...

    @property
    def index(self) -> Any:
        """The names of the rows, which are not read."""
        ...

    def itertuples(self, *, index: bool, name: None) -> Iterable[tuple[Any, ...]]:
        """Give the rows."""
        ...


def check_frame(frame: Any) -> None:
    """Look whether it is a data frame.

    Raises:
        RequestError: It is none.
    """
    if not hasattr(frame, "itertuples"):
        message = f"a data frame of pandas is needed, not a {type(frame).__name__}"
        raise RequestError(message)


def frame_rows(frame: Frame) -> Iterator[tuple[int, Sequence[Any]]]:
    """Give the titles, then the rows with their numbers."""
    yield 0, list(frame.columns)
    yield from enumerate(frame.itertuples(index=False, name=None))


def frame_problems(frame: Frame) -> Iterator[Problem]:
    """Tell what no cell shows: columns that have lost digits, and data in the index."""
    for name in frame.index.names:
        if name is not None:
            yield Problem(None, str(name), "is the index, which is not read: make it a column with reset_index()")
    for title, dtype in zip(frame.columns, frame.dtypes, strict=True):
        # Of categories, their own type tells.
        shown = str(getattr(getattr(dtype, "categories", None), "dtype", dtype))
        # The cells come as floats of Python, with digits that nobody wrote.
        if _SHORT_FLOAT.search(shown):
            yield Problem(None, str(title), f"{shown} has lost digits: read the column as text")
