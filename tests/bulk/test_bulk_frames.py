"""Requests from data frames: pandas' own types are read, and columns that have lost digits are refused."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from support.table_files import PLACE, accounts_of, frame_problems_of, table_file

from codatsynccommerce import bulk
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from pathlib import Path

pd: Any = import_module("pandas")  # It has no types of its own.
np: Any = import_module("numpy")


def test_frame_and_file_give_the_same_requests(tmp_path: Path) -> None:
    path = table_file(tmp_path, "Customer name,phone,addresses.0.city,metadata.isDeleted\nAda,0123,York,true\nNA,,,\n")
    from_file = list(bulk.customers_from_csv(path, **PLACE))
    assert list(bulk.customers_from_frame(pd.read_csv(path, dtype=str, keep_default_na=False), **PLACE)) == from_file


def test_pandas_numbers_dates_and_gaps_are_read() -> None:
    frame = pd.DataFrame(
        {
            "customerName": ["Ada", "Eve", "Bob"],
            "phone": [44123.0, None, 7.5],
            "taxNumber": pd.array([12, None, 14], dtype="Int64"),
            "modifiedDate": pd.to_datetime(["2024-01-02", None, "2024-01-02T03:04:05Z"], utc=True, format="ISO8601"),
            "metadata.isDeleted": [True, None, False],
        }
    )
    ada, eve, bob = (one.accounting_customer for one in bulk.customers_from_frame(frame, **PLACE))
    assert ada is not None
    assert (ada.phone, ada.tax_number, ada.modified_date) == ("44123", "12", "2024-01-02T00:00:00Z")
    assert ada.metadata == shared.Metadata(is_deleted=True)
    assert eve == shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name="Eve")
    assert bob is not None
    assert (bob.phone, bob.modified_date) == ("7.5", "2024-01-02T03:04:05Z")


def test_bad_rows_are_reported_by_number() -> None:
    frame = pd.DataFrame({"name": ["Sales", "Fees"], "currentBalance": ["1.10", "x"]})
    with pytest.raises(bulk.BadRowsError, match=r"^row 1, currentBalance: 'x' is not a number"):
        bulk.requests_from_frame(operations.CreateAccountingAccountRequest, frame, **PLACE)
    with pytest.raises(bulk.BadRowsError, match=r"^shoeSize: AccountingAccount has no field"):
        bulk.requests_from_frame(operations.CreateAccountingAccountRequest, pd.DataFrame({"shoeSize": []}), **PLACE)


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([0.1, 1234.56], dtype="float32"),
        pd.Series([0.1, None], dtype="float16"),
        pd.Series([0.1, None], dtype="Float32"),
        pd.Categorical(np.array([0.1, 0.2], dtype="float32")),
        pd.arrays.SparseArray(np.array([0.1, 0.2], dtype="float32")),
    ],
)
def test_column_of_short_floats_is_refused(column: Any) -> None:
    (problem, *_) = frame_problems_of(pd.DataFrame({"name": ["Sales", "Fees"], "currentBalance": column}))
    assert problem[:2] == (None, "currentBalance")
    assert re.fullmatch(r".*[Ff]loat.* has lost digits: read the column as text", problem[2])


def test_headers_must_be_text_and_index_is_refused() -> None:
    two = pd.MultiIndex.from_tuples([("name", ""), ("current", "balance")])
    assert frame_problems_of(pd.DataFrame([["x", 1]], columns=two)) == [
        (None, "('name', '')", "the column header is not text"),
        (None, "('current', 'balance')", "the column header is not text"),
    ]
    frame = pd.DataFrame({"id": ["7"], "name": ["x"]}).set_index("id")
    reason = "is the index, which is not read: make it a column with reset_index()"
    assert frame_problems_of(frame) == [(None, "id", reason)]
    assert accounts_of(frame.reset_index()) == [shared.AccountingAccount(id="7", name="x")]


def test_frame_changed_after_its_check_is_refused() -> None:
    frame = pd.DataFrame({"name": ["x"], "id": ["7"]})
    requests = bulk.requests_from_frame(operations.CreateAccountingAccountRequest, frame, **PLACE)
    frame.columns = ["id", "name"]
    with pytest.raises(bulk.BadRowsError, match=r"^the column headers have changed since they were checked$"):
        list(requests)


@pytest.mark.parametrize("other", [[{"name": "x"}], {"name": ["x"]}, None, "table.csv"])
def test_object_that_is_not_a_frame_is_refused(other: Any) -> None:
    with pytest.raises(errors.RequestError, match=r"^expected a pandas data frame, not a "):
        accounts_of(other)
