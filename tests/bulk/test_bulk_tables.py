"""Requests from CSV files: header spellings, exact amounts, dates, encodings and defaults."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from support.table_files import PLACE, customers_of, table_file

from codatsynccommerce import bulk
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from pathlib import Path

    from support.bulk_shop import Shop


@pytest.mark.parametrize(
    "header", ["customerName", "customer_name", "Customer name", "CUSTOMER NAME", " customer-name "]
)
def test_header_spelling_does_not_matter(tmp_path: Path, header: str) -> None:
    (customer,) = customers_of(tmp_path, f"{header},Phone\nAda,+44 20\n")
    assert customer == shared.AccountingCustomer(shared.CustomerStatus.ACTIVE, customer_name="Ada", phone="+44 20")


def test_dots_lead_to_nested_fields(tmp_path: Path) -> None:
    text = (
        "customerName,addresses.0.city,addresses.0.type,Addresses.1.Postal code,contacts.0.phone.0.number,"
        "contacts.0.address.line1,metadata.isDeleted,supplementalData.content.shop.Loyalty Id,extra.shoeSize\n"
        "Ada,York,billing,YO1 7HH,012,High St,no,L-7,38\n"
        "Eve,,,,,,,,\n"
        "Bob,,,YO2,,,,,\n"
    )
    ada, eve, bob = customers_of(tmp_path, text)
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


def test_list_items_are_ordered_by_index(tmp_path: Path) -> None:
    headers = [f"addresses.{number}.city" for number in reversed(range(12))]
    cells = [f"city {number}" for number in reversed(range(12))]
    (customer,) = customers_of(tmp_path, f"customerName,{','.join(headers)}\nAda,{','.join(cells)}\n")
    assert customer is not None
    assert [one.city for one in customer.addresses or []] == [f"city {number}" for number in range(12)]


@pytest.mark.filterwarnings("ignore:.*has no member")
def test_amounts_are_exact_and_unknown_enums_kept(tmp_path: Path) -> None:
    path = table_file(
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
    ("cell", "sent"),
    [
        ("2024-05-31", "2024-05-31"),
        (" 2024-05-31 ", "2024-05-31"),
        ("2024-05-31T09:30:00", "2024-05-31T09:30:00"),
        ("2024-05-31 09:30:00", "2024-05-31T09:30:00"),
        ("2024-05-31T09:30:00.1234567Z", "2024-05-31T09:30:00.1234567Z"),
        ("2024-05-31T09:30:00+01:00", "2024-05-31T09:30:00+01:00"),
    ],
)
def test_dates_are_read_as_iso_8601(tmp_path: Path, cell: str, sent: str) -> None:
    (customer,) = customers_of(tmp_path, f"customerName,modifiedDate\nAda,{cell}\n")
    assert customer is not None
    assert customer.modified_date == sent


@pytest.mark.parametrize(
    ("encoding", "option"), [("utf-8-sig", None), ("utf-8", None), ("cp1252", "cp1252"), ("utf-16", "utf-16")]
)
def test_encoding_and_delimiter_are_used(tmp_path: Path, encoding: str, option: str | None) -> None:
    path = table_file(tmp_path, 'customerName;phone\r\n"Müller; ""Söhne""\nBonn";1\r\n', encoding)
    options = {"encoding": option} if option else {}
    (request,) = bulk.customers_from_csv(path, **PLACE, delimiter=";", **options)
    assert request.accounting_customer is not None
    assert request.accounting_customer.customer_name == 'Müller; "Söhne"\nBonn'
    assert (request.company_id, request.connection_id) == ("company", "connection")


def test_empty_rows_are_skipped(tmp_path: Path) -> None:
    requests = bulk.customers_from_csv(table_file(tmp_path, "customerName,phone,\nAda,1,\n\n , ,\nEve,2\n"), **PLACE)
    assert len(requests) == 2
    assert list(requests) == list(requests)


def test_defaults_fill_empty_cells(tmp_path: Path) -> None:
    assert customers_of(tmp_path, "customerName,status,addresses.0.type,addresses.0.city\nAda,,,York\n") == [
        shared.AccountingCustomer(
            shared.CustomerStatus.ACTIVE,
            customer_name="Ada",
            addresses=[shared.Items1(shared.AccountingAddressType.UNKNOWN, city="York")],
        )
    ]
    requests = bulk.requests_from_csv(
        operations.CreateAccountingPaymentRequest,
        table_file(tmp_path, "note,date,lines.0.amount,lines.1.amount\nx,,1,\n,,,\ny,2024-05-04,1,2\n"),
        **PLACE,
        defaults={
            "Date": date(2024, 5, 3),
            "customerRef.id": 7,
            "extra.shop": "York",
            "lines.*.allocatedOnDate": "2024-05-01",
            "note": "-",
            "reference": None,
        },
        required=["customer_ref.id"],
    )
    line = partial(shared.PaymentLine, allocated_on_date="2024-05-01")
    whose: dict[str, Any] = {"customer_ref": shared.AccountingCustomerRef(id="7"), "extra": {"shop": "York"}}
    assert [one.accounting_payment for one in requests] == [
        shared.AccountingPayment("2024-05-03", note="x", lines=[line(Decimal(1))], **whose),
        shared.AccountingPayment("2024-05-04", note="y", lines=[line(Decimal(1)), line(Decimal(2))], **whose),
    ]


def test_quote_after_a_space_begins_a_cell(tmp_path: Path) -> None:
    (customer,) = customers_of(tmp_path, 'customerName, contactName, phone\nAda, "York, UK"\n')
    assert customer is not None
    assert (customer.contact_name, customer.phone) == ("York, UK", None)
    (customer,) = customers_of(tmp_path, "customerName contactName phone\nAda  1\n", delimiter=" ")
    assert customer is not None
    assert (customer.contact_name, customer.phone) == (None, "1")


def test_file_is_pushed(shop: Shop, tmp_path: Path) -> None:
    path = table_file(tmp_path, "Customer name,addresses.0.city\nAda,York\nEve,Leeds\n")
    sandbox = shop.sandbox
    requests = bulk.customers_from_csv(path, company_id=sandbox.company_id, connection_id=sandbox.connection_id)
    assert shop.push(requests, workers=1).succeeded == 2
    assert [one.record["addresses"][0]["city"] for one in sandbox.ledger] == ["York", "Leeds"]


def test_repr_shows_the_number_of_requests(tmp_path: Path) -> None:
    path = table_file(tmp_path, "customerName\nAda\nEve\n")
    assert repr(bulk.customers_from_csv(path, **PLACE)) == "<Requests: 2 of AccountingCustomer>"
