"""The rows of a pandas data frame, and the checks for values that pandas has changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from codatsynccommerce._runtime.errors import RequestError

from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SHORT_FLOAT = re.compile(r"\b(half)?float(16|32)?\b", re.IGNORECASE)
"""Floats with fewer digits than Python's, as numpy, pandas and pyarrow name them."""


class Frame(Protocol):
    """The part of a pandas data frame that is used."""

    @property
    def columns(self) -> Any:
        """The column headers."""
        ...

    @property
    def dtypes(self) -> Any:
        """The type of each column."""
        ...

    @property
    def index(self) -> Any:
        """The labels of the rows, which are not read."""
        ...

    def itertuples(self, *, index: bool, name: None) -> Iterable[tuple[object, ...]]:
        """Yield the rows."""
        ...


def check_frame(frame: object) -> None:
    """Check that an argument is a data frame.

    Raises:
        RequestError: It is not.
    """
    if not hasattr(frame, "itertuples"):
        message = f"expected a pandas data frame, not a {type(frame).__name__}"
        raise RequestError(message)


def frame_rows(frame: Frame) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the column headers, then the rows with their numbers."""
    yield 0, list(frame.columns)
    yield from enumerate(frame.itertuples(index=False, name=None))


def frame_problems(frame: Frame) -> Iterator[Problem]:
    """Yield the problems that no cell shows: columns that have lost digits, and data in the index."""
    for name in frame.index.names:
        if name is not None:
            yield Problem(None, str(name), "is the index, which is not read: make it a column with reset_index()")
    for header, dtype in zip(frame.columns, frame.dtypes, strict=True):
        # The type of a categorical column is that of its categories.
        shown = str(getattr(getattr(dtype, "categories", None), "dtype", dtype))
        # The cells come as floats of Python, with digits that were never in the data.
        if _SHORT_FLOAT.search(shown):
            yield Problem(None, str(header), f"{shown} has lost digits: read the column as text")
