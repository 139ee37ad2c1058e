"""Requests from files and data frames: every spelling of a column, exact amounts, and all bad rows told at once."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from codatsynccommerce import bulk
from codatsynccommerce.models import errors, operations, shared

if TYPE_CHECKING:
    from pathlib import Path

    from bulkshop import Shop

pd: Any = import_module("pandas")  # It has no types of its own.
PLACE: dict[str, Any] = {"company_id": "company", "connection_id": "connection"}


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _customers(folder: Path, text: str, **options: Any) -> list[shared.AccountingCustomer | None]:
    requests = bulk.customers_from_csv(_file(folder, text), **PLACE, **options)
    return [one.accounting_customer for one in requests]


def _problems(folder: Path, text: str) -> list[tuple[Any, ...]]:
    with pytest.raises(bulk.BadRowsError) as caught:
        bulk.customers_from_csv(_file(folder, text), **PLACE)
    return [tuple(one) for one in caught.value.problems]


@pytest.mark.parametrize(
    "title", ["customerName", "customer_name", "Customer name", "CUSTOMER NAME", " customer-name "]
)
def test_a_column_may_be_spelt_in_any_way(tmp_path: Path, title: str) -> None:
    (customer,) = _customers(tmp_path, f"{title},Phone\nAda,+44 20\n")
    assert customer == shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name="Ada", phone="+44 20")


def test_nested_fields_are_named_with_dots(tmp_path: Path) -> None:
    text = (
        "customerName,addresses.0.city,addresses.0.type,Addresses.1.Postal code,contacts.0.phone.0.number,"
        "contacts.0.address.line1,metadata.isDeleted,supplementalData.content.shop.Loyalty Id,extra.shoeSize\n"
        "Ada,York,billing,YO1 7HH,012,High St,no,L-7,38\n"
        "Eve,,,,,,,,\n"
        "Bob,,,YO2,,,,,\n"
    )
    ada, eve, bob = _customers(tmp_path, text)
    kinds = shared.AccountingAddressType
    unknown = shared.Items1(kinds.UNKNOWN, line1="High St")
    phone = shared.PhoneNumbersitems(number="012", type=shared.PhoneNumberType.UNKNOWN)
    assert ada == shared.AccountingCustomer(
        shared.CustomerStatus.ACTIVE,
        customer_name="Ada",
        addresses=[shared.Items1(kinds.BILLING, city="York"), shared.Items1(kinds.UNKNOWN, postal_code="YO1 7HH")],
        contacts=[shared.Contact(shared.CustomerStatus.ACTIVE, address=unknown, phone=[phone])],
        metadata=shared.Metadata(is_deleted=False),
        supplemental_data=shared.SupplementalData(content={"shop": {"Loyalty Id": "L-7"}}),
        extra={"shoeSize": "38"},
    )
    assert eve == shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name="Eve")
    assert bob is not None
    assert bob.addresses == [shared.Items1(kinds.UNKNOWN, postal_code="YO2")]


def test_places_in_a_list_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    titles = [f"addresses.{number}.city" for number in reversed(range(12))]
    cells = [f"city {number}" for number in reversed(range(12))]
    (customer,) = _customers(tmp_path, f"customerName,{','.join(titles)}\nAda,{','.join(cells)}\n")
    assert customer is not None
    assert [one.city for one in customer.addresses or []] == [f"city {number}" for number in range(12)]


def test_amounts_are_exact_and_enums_are_met_in_any_case_or_kept(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "name,status,type,currentBalance,isBankAccount\n"
        "Sales,ACTIVE,income,1234567890123456789.10,YES\n"
        "Fees,Dormant,Expense,-0.001,0\n",
    )
    requests = bulk.requests_from_csv(operations.CreateAccountingAccountRequest, path, **PLACE)
    sales, fees = (one.accounting_account for one in requests)
    assert sales is not None
    assert fees is not None
    assert (sales.current_balance, fees.current_balance) == (Decimal("1234567890123456789.10"), Decimal("-0.001"))
    assert (sales.status, sales.is_bank_account, fees.is_bank_account) == (shared.AccountStatus.ACTIVE, True, False)
    assert fees.status == "Dormant"
    assert fees.status is not None
    assert not fees.status.is_known


@pytest.mark.parametrize(
    ("encoding", "option"), [("utf-8-sig", None), ("utf-8", None), ("cp1252", "cp1252"), ("utf-16", "utf-16")]
)
def test_files_are_read_as_they_were_written(tmp_path: Path, encoding: str, option: str | None) -> None:
    path = _file(tmp_path, 'customerName;phone\r\n"Müller; ""Söhne""\nBonn";1\r\n', encoding)
    options = {"encoding": option} if option else {}
    (request,) = bulk.customers_from_csv(path, **PLACE, delimiter=";", **options)
    assert request.accounting_customer is not None
    assert request.accounting_customer.customer_name == 'Müller; "Söhne"\nBonn'
    assert (request.company_id, request.connection_id) == ("company", "connection")


def test_empty_rows_are_skipped_and_requests_can_be_counted_and_read_twice(tmp_path: Path) -> None:
    requests = bulk.customers_from_csv(_file(tmp_path, "customerName,phone,\nAda,1,\n\n , ,\nEve,2\n"), **PLACE)
    assert len(requests) == 2
    assert list(requests) == list(requests)


def test_all_that_is_wrong_is_told_at_once_with_line_column_and_reason(tmp_path: Path) -> None:
    text = (
        "customerName,Shoe size,phone,Phone,addresses,addresses.x.city,metadata.isDeleted,phone.0\n"
        "Ada,,,,,,perhaps,\n"
        '"Two\nlines",,,,,,yes,,too much\n'
        ",,1,,,,,\n"
    )
    found = _problems(tmp_path, text)
    assert found == [
        (1, "Shoe size", "AccountingCustomer has no field 'Shoe size'"),
        (1, "Phone", "another column is for the same field"),
        (1, "addresses", "addresses holds more than one value: name one of them, as in addresses.0.type"),
        (1, "addresses.x.city", "addresses is a list: its items are numbered, as in addresses.0"),
        (1, "phone.0", "phone holds a single value"),
        (2, "metadata.isDeleted", "'perhaps' is neither true nor false"),
        (3, "", "cell 9 has no title above it: 'too much'"),
        (5, "customerName", "is missing"),
    ]


def test_a_misspelt_column_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    ((_, _, reason), *_) = _problems(tmp_path, "custmer_name\nAda\n")
    assert reason == "AccountingCustomer has no field 'custmer_name'; is it customerName?"


def test_what_every_row_lacks_is_told_once(tmp_path: Path) -> None:
    assert _problems(tmp_path, "phone\n1\n2\n3\n") == [(1, "customer_name", "is missing, there is no column for it")]
    assert _problems(tmp_path, "customerName,status\nAda,\n") == [(2, "status", "is missing")]
    path = _file(tmp_path, "note,paymentLines.0.amount\nx,1\ny,2\n")
    with pytest.raises(bulk.BadRowsError, match="there is no column for it"):
        bulk.requests_from_csv(operations.CreateAccountingPaymentRequest, path, **PLACE, required=["total_amount"])


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1,234.50", "is no number; write it as 1234.50"),
        ("abc", "is no number"),
        ("NaN", "is no number"),
        ("Infinity", "is no number"),
        ("1_000", "is no number"),
    ],
)
def test_a_wrong_number_is_told(tmp_path: Path, cell: str, reason: str) -> None:
    path = _file(tmp_path, f'name,currentBalance\nSales,"{cell}"\n')
    with pytest.raises(bulk.BadRowsError, match=rf"^line 2, currentBalance: '{cell}' {reason}"):
        bulk.requests_from_csv(operations.CreateAccountingAccountRequest, path, **PLACE)


def test_a_long_list_of_problems_is_cut_in_the_text(tmp_path: Path) -> None:
    with pytest.raises(errors.RequestError, match=r"^line 2, customerName: is missing; .*; and 980 more$") as caught:
        bulk.customers_from_csv(_file(tmp_path, "customerName,phone\n" + ",1\n" * 5000), **PLACE)
    assert isinstance(caught.value, bulk.BadRowsError)
    assert len(caught.value.problems) == 1000


def test_a_file_that_is_no_table_is_told(tmp_path: Path) -> None:
    assert _problems(tmp_path, "") == [(1, "", "the table has no titles")]
    assert _problems(tmp_path, 'customerName\n"open') == [(2, "", "cannot be read: unexpected end of data")]
    with pytest.raises(bulk.BadRowsError, match="cannot be read: 'utf-8' codec can't decode"):
        bulk.customers_from_csv(_file(tmp_path, "customerName\nMüller\n", "cp1252"), **PLACE)
    with pytest.raises(FileNotFoundError):
        bulk.customers_from_csv(tmp_path / "none.csv", **PLACE)
    with pytest.raises(errors.RequestError, match="the kind must be the request of an operation that creates"):
        bulk.requests_from_csv(operations.GetCompanyRequest, _file(tmp_path, "a\n1\n"), **PLACE)


def test_a_file_that_changes_after_it_was_checked_is_told(tmp_path: Path) -> None:
    path = _file(tmp_path, "customerName,phone\nAda,1\n")
    requests = bulk.customers_from_csv(path, **PLACE)
    _file(tmp_path, "customerName,phone\n,1\n")
    with pytest.raises(bulk.BadRowsError, match="line 2, customerName: is missing"):
        list(requests)


def test_nothing_is_sent_where_one_row_is_bad(shop: Shop, tmp_path: Path) -> None:
    path = _file(tmp_path, "customerName,phone\nAda,1\n,2\n")
    with pytest.raises(bulk.BadRowsError):
        shop.push(bulk.customers_from_csv(path, **PLACE))
    assert shop.sandbox.requests == ()


def test_a_file_is_pushed(shop: Shop, tmp_path: Path) -> None:
    path = _file(tmp_path, "Customer name,addresses.0.city\nAda,York\nEve,Leeds\n")
    sandbox = shop.sandbox
    requests = bulk.customers_from_csv(path, company_id=sandbox.company_id, connection_id=sandbox.connection_id)
    assert shop.push(requests, workers=1).succeeded == 2
    assert [one.record["addresses"][0]["city"] for one in sandbox.ledger] == ["York", "Leeds"]


def test_a_data_frame_gives_the_same_requests_as_its_file(tmp_path: Path) -> None:
    path = _file(tmp_path, "Customer name,phone,addresses.0.city,metadata.isDeleted\nAda,0123,York,true\nEve,,,\n")
    from_file = list(bulk.customers_from_csv(path, **PLACE))
    assert list(bulk.customers_from_frame(pd.read_csv(path, dtype=str), **PLACE)) == from_file


def test_what_pandas_makes_of_numbers_dates_and_gaps_is_understood() -> None:
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


def test_bad_rows_of_a_data_frame_are_told_by_their_number() -> None:
    frame = pd.DataFrame({"name": ["Sales", "Fees"], "currentBalance": ["1.10", "x"]})
    with pytest.raises(bulk.BadRowsError, match=r"^row 1, currentBalance: 'x' is no number"):
        bulk.requests_from_frame(operations.CreateAccountingAccountRequest, frame, **PLACE)
    with pytest.raises(bulk.BadRowsError, match=r"^shoeSize: AccountingAccount has no field"):
        bulk.requests_from_frame(operations.CreateAccountingAccountRequest, pd.DataFrame({"shoeSize": []}), **PLACE)
