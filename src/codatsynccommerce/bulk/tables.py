"""Requests from a CSV file or a data frame of pandas."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, get_type_hints

from codatsynccommerce._core.errors import RequestError
from codatsynccommerce._core.plan import kind_of

from .checked import Request, Requests, bad_rows
from .records import Layout, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    from .checked import Rows


class Frame(Protocol):
    """What is used of a data frame of pandas."""

    @property
    def columns(self) -> Any:
        """The titles."""
        ...

    def itertuples(self, *, index: bool, name: None) -> Iterable[tuple[Any, ...]]:
        """Give the rows."""
        ...


def requests_from_csv(
    kind: Callable[..., Request],
    path: str | PathLike[str],
    *,
    company_id: str,
    connection_id: str,
    defaults: Mapping[str, Any] | None = None,
    required: Sequence[str] = (),
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
) -> Requests[Request]:
    """Make create requests from a CSV file. The file is read as the requests are, twice: once to check it.

    Titles of columns are names of fields in any spelling (`customerName`, `customer_name`, `Customer name`), nested
    ones with dots (`addresses.0.city`). Empty cells are left out, amounts are exact, and rows without any cell skipped.

    Arguments:
        kind: Class of the requests, such as `operations.CreateAccountingInvoiceRequest`.
        path: The file, with titles in its first line.
        company_id: Company for which the records are.
        connection_id: Its accounting connection.
        defaults: Values of fields that the file has no column for, such as `{"status": "Active"}`; `*` stands for any
            place in a list, as in `addresses.*.type`.
        required: Fields that every record must have, beyond those that its class requires.
        delimiter: What stands between two cells.
        encoding: How the file is written.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists line, column and reason. Nothing was sent.
        OSError: The file cannot be opened.
    """

    def rows() -> Iterator[tuple[int, Sequence[Any]]]:
        with Path(path).open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            line = 1
            try:
                for row in reader:
                    yield line, row
                    line = reader.line_num + 1
            except (csv.Error, UnicodeDecodeError) as problem:
                raise bad_rows([Problem(line, "", f"cannot be read: {problem}")], "line") from problem

    def records() -> Iterator[tuple[int, Sequence[Any]]]:
        every = rows()
        next(every, None)
        return every

    _, titles = next(rows(), (1, ()))
    return _requests(kind, titles, records, (company_id, connection_id), defaults, required, "line")


def requests_from_frame(
    kind: Callable[..., Request],
    frame: Frame,
    *,
    company_id: str,
    connection_id: str,
    defaults: Mapping[str, Any] | None = None,
    required: Sequence[str] = (),
) -> Requests[Request]:
    """Make create requests from a data frame of pandas, as `requests_from_csv` does from a file.

    Read amounts as text (`pandas.read_csv(..., dtype=str)`) to keep them exact.

    Arguments:
        kind: Class of the requests, such as `operations.CreateAccountingInvoiceRequest`.
        frame: The data frame.
        company_id: Company for which the records are.
        connection_id: Its accounting connection.
        defaults: Values of fields that the frame has no column for.
        required: Fields that every record must have, beyond those that its class requires.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists row, column and reason. Nothing was sent.
    """

    def records() -> Iterator[tuple[int, Sequence[Any]]]:
        return enumerate(frame.itertuples(index=False, name=None))

    return _requests(kind, list(frame.columns), records, (company_id, connection_id), defaults, required, "row")


def _requests(
    kind: Callable[..., Request],
    titles: Sequence[Any],
    rows: Rows,
    place: tuple[str, str],
    defaults: Mapping[str, Any] | None,
    required: Sequence[str],
    word: str,
) -> Requests[Request]:
    bodies = {name: made.of for name, hint in get_type_hints(kind).items() if (made := kind_of(hint)).name == "model"}
    if len(bodies) != 1:
        message = "the kind must be the request of an operation that creates, such as CreateAccountingInvoiceRequest"
        raise RequestError(message)
    first = 1 if word == "line" else None
    if not titles:
        raise bad_rows([Problem(first, "", "the table has no titles")], word)
    ((body, model),) = bodies.items()

    def make(record: Any) -> Request:
        return kind(company_id=place[0], connection_id=place[1], **{body: record})

    return Requests(Layout(model, titles, first, defaults or {}, required), rows, make, word)
