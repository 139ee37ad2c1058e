"""Customers from a CSV file or a data frame: what is known of customers beyond the names of their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codatsynccommerce.models import operations

from .reading import requests_from_csv, requests_from_frame

if TYPE_CHECKING:
    from os import PathLike

    from .dataframe_rows import Frame
    from .requests import Requests

DEFAULTS = {
    "status": "Active",
    "addresses.*.type": "Unknown",
    "contacts.*.status": "Active",
    "contacts.*.address.type": "Unknown",
    "contacts.*.phone.*.type": "Unknown",
}
"""What a customer that is created is where it has no cell for it. The API requires each of these."""
REQUIRED = ("customer_name",)
"""The API requires no name, but nearly every accounting software does."""


def customers_from_csv(
    path: str | PathLike[str],
    *,
    company_id: str,
    connection_id: str,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
) -> Requests[operations.CreateAccountingCustomerRequest]:
    """Make the requests that create customers from a CSV file.

    As `requests_from_csv`. Every customer needs a name. Where they have no cell, customers and their contacts are
    `Active`, and the types of addresses and phone numbers `Unknown`.

    Arguments:
        path: The file, with titles in its first line.
        company_id: Company for which the customers are.
        connection_id: Its accounting connection.
        delimiter: What stands between two cells.
        encoding: How the file is written.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists line, column and reason. Nothing was sent.
        OSError: The file cannot be opened.
    """
    return requests_from_csv(
        operations.CreateAccountingCustomerRequest,
        path,
        company_id=company_id,
        connection_id=connection_id,
        defaults=DEFAULTS,
        required=REQUIRED,
        delimiter=delimiter,
        encoding=encoding,
    )


def customers_from_frame(
    frame: Frame, *, company_id: str, connection_id: str
) -> Requests[operations.CreateAccountingCustomerRequest]:
    """Make the requests that create customers from a data frame of pandas, as `customers_from_csv` does from a file.

    Arguments:
        frame: The data frame.
        company_id: Company for which the customers are.
        connection_id: Its accounting connection.

    Raises:
        BadRowsError: Something is wrong with some rows; `problems` lists row, column and reason. Nothing was sent.
    """
    return requests_from_frame(
        operations.CreateAccountingCustomerRequest,
        frame,
        company_id=company_id,
        connection_id=connection_id,
        defaults=DEFAULTS,
        required=REQUIRED,
    )
