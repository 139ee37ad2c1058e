"""Requests from a CSV file or a pandas data frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from os import PathLike
from typing import Any, get_type_hints

from codatsynccommerce._runtime.codec.schema import field_type
from codatsynccommerce._runtime.errors import RequestError

from .csv_rows import check_csv, csv_rows
from .dataframe_rows import Frame, check_frame, frame_problems, frame_rows
from .problems import Problem, bad_rows
from .record_builder import RecordBuilder
from .requests import Request, Requests


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
    """Make create requests from a CSV file.

    The file is read twice: once to check it, and once while the requests are used.

    A column header is the name of a field in any spelling (`customerName`, `customer_name`, `Customer name`), with dots
    for nested fields (`addresses.0.city`). Blanks around a cell are removed. Empty cells are left out, and rows without
    any cell are skipped. Amounts are written as `1234.50` and stay exact, dates as `2024-05-31` or with a time as
    `2024-05-31T09:30:00`. For what becomes of the records see https://docs.codat.io/using-the-api/push.

    Arguments:
        kind: Class of the requests, such as `operations.CreateAccountingInvoiceRequest`.
        path: The CSV file, with column headers in its first line.
        company_id: Company to which the records belong.
        connection_id: Its accounting connection.
        defaults: Values of fields without a cell, such as `{"status": "Active"}`; `*` stands for any item of a list
            that the row fills, as in `addresses.*.type`.
        required: Fields that every record must have, beyond those that its class requires.
        delimiter: The character between two cells. A first line such as `sep=;` overrides it.
        encoding: Text encoding of the file.

    Returns:
        The requests, one for each row that is not empty.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists line, column and reason. Nothing was sent.
        RequestError: An argument cannot be used. The file was not opened.
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
    """Make create requests from a pandas data frame, as `requests_from_csv` does from a file.

    To keep a file as it is, read all of it as text: `pandas.read_csv(..., dtype=str, keep_default_na=False)`. A column
    that has lost digits, such as one of float32, is refused. The index is not read.

    Arguments:
        kind: Class of the requests, such as `operations.CreateAccountingInvoiceRequest`.
        frame: The data frame.
        company_id: Company to which the records belong.
        connection_id: Its accounting connection.
        defaults: Values of fields without a cell.
        required: Fields that every record must have, beyond those that its class requires.

    Returns:
        The requests, one for each row that is not empty.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists row, column and reason. Nothing was sent.
        RequestError: An argument cannot be used.
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
    line_word: str,
    problems: Iterable[Problem] = (),
) -> Requests[Request]:
    bodies = {
        name: body.cls for name, hint in get_type_hints(kind).items() if (body := field_type(hint)).kind == "model"
    }
    if len(bodies) != 1:
        message = "kind must be the class of a request that creates a record, such as CreateAccountingInvoiceRequest"
        raise RequestError(message)
    ((body_name, model),) = bodies.items()
    company_id, connection_id = place

    def open_rows() -> tuple[int, list[Any], Iterator[tuple[int, Sequence[Any]]]]:
        rows = read()
        line, headers = next(rows, (1, ()))
        return line, list(headers), rows

    def checked_rows() -> Iterator[tuple[int, Sequence[Any]]]:
        _, found, rows = open_rows()
        if found != headers:
            reason = "the column headers have changed since they were checked"
            raise bad_rows([Problem(header_line, "", reason)], line_word)
        return rows

    def make_request(record: Any) -> Request:
        return kind(company_id=company_id, connection_id=connection_id, **{body_name: record})

    first, headers, _ = open_rows()
    header_line = first if line_word == "line" else None
    if not headers:
        raise bad_rows([Problem(header_line, "", "the table has no column headers")], line_word)
    builder = RecordBuilder(model, headers, header_line, defaults, required)
    builder.problems += problems
    return Requests(builder, checked_rows, make_request, line_word)
