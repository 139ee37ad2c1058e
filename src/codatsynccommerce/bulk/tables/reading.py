"""Requests from a CSV file or a data frame of pandas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, get_type_hints

from codatsynccommerce._runtime.codec.schema import field_type
from codatsynccommerce._runtime.errors import RequestError

from .csv_rows import check_csv, csv_rows
from .dataframe_rows import check_frame, frame_problems, frame_rows
from .record_builder import Layout, Problem
from .requests import Request, Requests, bad_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    from .dataframe_rows import Frame


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
    ones with dots (`addresses.0.city`). Empty cells are left out, and rows without any cell skipped. Amounts are
    written as `1234.50` and stay exact, dates as `2024-05-31` or with a time as `2024-05-31T09:30:00`.

    Arguments:
        kind: Class of the requests, such as `operations.CreateAccountingInvoiceRequest`.
        path: The file, with titles in its first line.
        company_id: Company for which the records are.
        connection_id: Its accounting connection.
        defaults: Values of fields that have no cell, such as `{"status": "Active"}`; `*` stands for any place in a
            list that the row fills, as in `addresses.*.type`.
        required: Fields that every record must have, beyond those that its class requires.
        delimiter: What stands between two cells.
        encoding: How the file is written.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists line, column and reason. Nothing was sent.
        RequestError: An argument is wrong. The file was not opened.
        OSError: The file cannot be opened.
    """
    check_csv(delimiter, encoding)
    rows = partial(csv_rows, path, delimiter, encoding)
    return _requests(kind, rows, (company_id, connection_id), defaults or {}, required, "line")


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

    Read all as text, with `pandas.read_csv(..., dtype=str, keep_default_na=False)`, to keep it as it is. A column that
    has lost digits, such as one of float32, is refused. The index is not read.

    Arguments:
        kind: Class of the requests, such as `operations.CreateAccountingInvoiceRequest`.
        frame: The data frame.
        company_id: Company for which the records are.
        connection_id: Its accounting connection.
        defaults: Values of fields that have no cell.
        required: Fields that every record must have, beyond those that its class requires.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists row, column and reason. Nothing was sent.
    """
    check_frame(frame)
    rows = partial(frame_rows, frame)
    return _requests(
        kind, rows, (company_id, connection_id), defaults or {}, required, "row", problems=frame_problems(frame)
    )


def _requests(
    kind: Callable[..., Request],
    read: Callable[[], Iterator[tuple[int, Sequence[Any]]]],
    place: tuple[str, str],
    defaults: Mapping[str, Any],
    required: Sequence[str],
    word: str,
    problems: Iterable[Problem] = (),
) -> Requests[Request]:
    bodies = {
        name: made.cls for name, hint in get_type_hints(kind).items() if (made := field_type(hint)).kind == "model"
    }
    if len(bodies) != 1:
        message = "the kind must be the request of an operation that creates, such as CreateAccountingInvoiceRequest"
        raise RequestError(message)
    first = 1 if word == "line" else None
    ((body, model),) = bodies.items()

    def titles(every: Iterator[tuple[int, Sequence[Any]]]) -> list[Any]:
        return list(next(every, (1, ()))[1])

    def rows() -> Iterator[tuple[int, Sequence[Any]]]:
        every = read()
        if titles(every) != checked:
            raise bad_rows([Problem(first, "", "the titles have changed since they were checked")], word)
        return every

    def make(record: Any) -> Request:
        return kind(company_id=place[0], connection_id=place[1], **{body: record})

    checked = titles(read())
    if not checked:
        raise bad_rows([Problem(first, "", "the table has no titles")], word)
    layout = Layout(model, checked, first, defaults, required)
    layout.problems += problems
    return Requests(layout, rows, make, word)
