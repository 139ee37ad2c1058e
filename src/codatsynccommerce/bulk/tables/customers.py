"""Customers from a CSV file or a data frame."""

from __future__ import annotations

from os import PathLike

from codatsynccommerce.models import operations

from .dataframe_rows import Frame
from .kinds import CUSTOMERS
from .reading import requests_from_csv, requests_from_frame
from .requests import Requests


def customers_from_csv(
    path: str | PathLike[str],
    *,
    company_id: str,
    connection_id: str,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
) -> Requests[operations.CreateAccountingCustomerRequest]:
    """Make the requests that create customers from a CSV file, as `requests_from_csv` does.

    Every customer needs a name. Customers and contacts without a status are `Active`; addresses and phone numbers
    without a type are `Unknown`. For what becomes of the customers see https://docs.codat.io/using-the-api/push.

    Arguments:
        path: The CSV file, with column headers in its first line.
        company_id: Company to which the customers belong.
        connection_id: Its accounting connection.
        delimiter: The character between two cells. A first line such as `sep=;` overrides it.
        encoding: Text encoding of the file.

    Returns:
        The requests, one for each row that is not empty.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists line, column and reason. Nothing was sent.
        OSError: The file cannot be opened.
    """
    return requests_from_csv(
        operations.CreateAccountingCustomerRequest,
        path,
        company_id=company_id,
        connection_id=connection_id,
        defaults=CUSTOMERS.defaults,
        required=CUSTOMERS.required,
        delimiter=delimiter,
        encoding=encoding,
    )


def customers_from_frame(
    frame: Frame, *, company_id: str, connection_id: str
) -> Requests[operations.CreateAccountingCustomerRequest]:
    """Make the requests that create customers from a data frame of pandas, as `customers_from_csv` does from a file.

    Arguments:
        frame: The data frame.
        company_id: Company to which the customers belong.
        connection_id: Its accounting connection.

    Returns:
        The requests, one for each row that is not empty.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists row, column and reason. Nothing was sent.
    """
    return requests_from_frame(
        operations.CreateAccountingCustomerRequest,
        frame,
        company_id=company_id,
        connection_id=connection_id,
        defaults=CUSTOMERS.defaults,
        required=CUSTOMERS.required,
    )
