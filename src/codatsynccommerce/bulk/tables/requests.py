"""The requests of a table: every row is checked before the first request is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from codatsynccommerce.bulk.line_numbers import LineNumbers

from .problems import MAX_PROBLEMS, bad_rows
from .record_builder import RecordBuilder

Rows = Callable[[], Iterator[tuple[int, Sequence[Any]]]]

Request = TypeVar("Request")


class Requests(Generic[Request]):
    """The requests of a table, read from it each time they are iterated over. `len` returns their number."""

    def __init__(
        self, builder: RecordBuilder, rows: Rows, make_request: Callable[[Any], Request], line_word: str
    ) -> None:
        """Check every row.

        Arguments:
            builder: Builds the record of a row.
            rows: Reads the rows below the column headers, each with its line.
            make_request: Makes the request for a record.
            line_word: What a line of the table is called: `line` or `row`.

        Raises:
            BadRowsError: Something is wrong with some rows.
        """
        self._builder = builder
        self._rows = rows
        self._make_request = make_request
        self._line_word = line_word
        # A dict, because every row reports the same problem of a column.
        problems = dict.fromkeys(builder.problems)
        self._length = 0
        self._line_numbers = LineNumbers()
        for line, row in rows():
            is_record, wrong = builder.check(line, row)
            if wrong:
                problems.update(dict.fromkeys(wrong))
                if len(problems) >= MAX_PROBLEMS:
                    break
            if is_record:
                self._line_numbers.add(self._length, line)
                self._length += 1
        if problems:
            raise bad_rows(list(problems), line_word)

    @property
    def line_numbers(self) -> LineNumbers | None:
        """The lines of the file on which the records begin; None for a data frame."""
        return self._line_numbers if self._line_word == "line" else None

    def __len__(self) -> int:
        """Return the number of requests."""
        return self._length

    def __repr__(self) -> str:
        """Return the number of requests and the class of their records."""
        return f"<Requests: {len(self):,} of {self._builder.model.__name__}>"

    def __iter__(self) -> Iterator[Request]:
        """Yield the request of each row that is not empty."""
        for _, request in self.with_lines():
            yield request

    def with_lines(self) -> Iterator[tuple[int, Request]]:
        """Yield each request with its line in the file, from 1, or its row in the data frame, from 0.

        Raises:
            BadRowsError: The table was changed after it was checked.
        """
        for line, row in self._rows():
            record, problems = self._builder.build(line, row)
            if problems:
                raise bad_rows(problems, self._line_word)
            if record is not None:
                yield line, self._make_request(record)
