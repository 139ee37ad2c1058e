"""What is wrong with a table: each problem with its line, column and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from codatsynccommerce._runtime.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PROBLEMS = 1000
_MAX_SHOWN = 20


class Problem(NamedTuple):
    """One thing wrong with a table.

    Attributes:
        line: Line of a CSV file, from 1; row of a data frame, from 0, and None for its column headers.
        column: Header of the column, empty where the problem is not with a column.
        reason: What is wrong.
    """

    line: int | None
    column: str
    reason: str


class BadRowsError(RequestError):
    """A table holds records that cannot be sent. None was sent, unless the file was changed after it was checked.

    Attributes:
        problems: What is wrong, each with its line, column and reason; the first 1,000.
    """

    problems: tuple[Problem, ...] = ()


def bad_rows(problems: Sequence[Problem], line_word: str) -> BadRowsError:
    """Return the error for some problems.

    Arguments:
        problems: What is wrong.
        line_word: What a line of the table is called: `line` or `row`.
    """
    shown: list[str] = []
    for line, column, reason in problems[:_MAX_SHOWN]:
        where = ", ".join(part for part in ("" if line is None else f"{line_word} {line}", column) if part)
        shown.append(f"{where}: {reason}" if where else reason)
    more = [f"and {len(problems) - _MAX_SHOWN} more"] if len(problems) > _MAX_SHOWN else []
    error = BadRowsError("; ".join([*shown, *more]))
    error.problems = tuple(problems[:MAX_PROBLEMS])
    return error
