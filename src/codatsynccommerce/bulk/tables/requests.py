"""The requests of a table: every row checked before the first is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from codatsynccommerce._runtime.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .record_builder import Layout, Problem

    Rows = Callable[[], Iterator[tuple[int, Sequence[Any]]]]

Request = TypeVar("Request")

_MOST_PROBLEMS = 1000
_SHOWN = 20


class BadRowsError(RequestError):
    """A table holds what cannot be sent. Nothing of it was, unless the file was changed after it was checked.

    Attributes:
        problems: What is wrong, each with its line, column and reason; the first 1,000.
    """

    problems: tuple[Problem, ...] = ()


class Requests(Generic[Request]):
    """The requests of a table, read from it whenever they are iterated over. `len` gives how many they are."""

    def __init__(self, layout: Layout, rows: Rows, make: Callable[[Any], Request], word: str) -> None:
        """Check every row.

        Raises:
            BadRowsError: Something is wrong with some of them.
        """
        self._layout = layout
        self._rows = rows
        self._make = make
        self._word = word
        # A dict, for what is wrong with a column is told by every row.
        problems = dict.fromkeys(layout.problems)
        self._length = 0
        for line, row in rows():
            record, wrong = layout.record(line, row)
            problems.update(dict.fromkeys(wrong))
            self._length += record is not None
            if len(problems) >= _MOST_PROBLEMS:
                break
        if problems:
            raise bad_rows(list(problems), word)

    def __len__(self) -> int:
        """Give how many requests there are."""
        return self._length

    def __repr__(self) -> str:
        """Give how many they are, and of what."""
        return f"<Requests: {len(self):,} of {self._layout.model.__name__}>"

    def __iter__(self) -> Iterator[Request]:
        """Give the request of each row that is not empty."""
        for line, row in self._rows():
            record, problems = self._layout.record(line, row)
            if problems:  # The file has been changed since it was checked.
                raise bad_rows(problems, self._word)
            if record is not None:
                yield self._make(record)


def bad_rows(problems: Sequence[Problem], word: str) -> BadRowsError:
    """Make the error for what is wrong; `word` says what a line is called."""
    shown: list[str] = []
    for line, column, reason in problems[:_SHOWN]:
        where = ", ".join(part for part in ("" if line is None else f"{word} {line}", column) if part)
        shown.append(f"{where}: {reason}" if where else reason)
    more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
    error = BadRowsError("; ".join([*shown, *more]))
    error.problems = tuple(problems[:_MOST_PROBLEMS])
    return error
