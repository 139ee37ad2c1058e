"""What constructors and methods accept: for the checkers, which read this file, and at run time, in test_inputs.py."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, TypedDict

from typing_extensions import assert_type

from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    import codatsynccommerce


class Phone(TypedDict):
    """A type of the caller's."""

    type: str
    number: str


def amounts_as_int_text_and_decimal() -> shared.AccountingInvoice:
    invoice = shared.AccountingInvoice(
        amount_due=100,
        issue_date="2022-10-23",
        status=shared.InvoiceStatus.SUBMITTED,
        total_amount="120.50",
        total_tax_amount=Decimal("20.50"),
        currency_rate=1,
        sub_total=None,
        line_items=[shared.InvoiceLineItem(quantity=2, unit_amount="50.00")],
    )
    assert_type(invoice.amount_due, Decimal)
    assert_type(invoice.sub_total, Optional[Decimal])
    return invoice


def enums_as_text(status: str) -> shared.AccountingCustomer:
    customer = shared.AccountingCustomer(status=status)
    assert_type(customer.status, shared.CustomerStatus)
    return customer


def models_as_dicts(rows: List[Dict[str, str]], phone: Phone) -> shared.AccountingCustomer:
    contact: Mapping[str, object] = {"status": "Active", "email": "a@example.com"}
    address = shared.Items1(type="Billing", city="York")
    customer = shared.AccountingCustomer("Active", addresses=[address, *rows], contacts=(contact,))
    assert_type(customer.addresses, Optional[List[shared.Items1]])
    customer.contacts = [shared.Contact("Active", phone=[phone])]
    return customer


def models_as_lists_of_their_own(lines: List[shared.InvoiceLineItem]) -> shared.AccountingInvoice:
    return shared.AccountingInvoice(0, "2022-10-23", "Draft", 0, 0, line_items=lines, extra={"any": 1})


def a_body_as_a_dict() -> operations.CreateAccountingInvoiceRequest:
    body = {"amountDue": 1, "issueDate": "2022-10-23", "status": "Draft", "totalAmount": "1.0", "totalTaxAmount": 0}
    return operations.CreateAccountingInvoiceRequest("c", "d", body)


def a_data_type_as_text() -> operations.RefreshDataTypeRequest:
    request = operations.RefreshDataTypeRequest(company_id="c", data_type="invoices")
    assert_type(request.data_type, shared.DataType)
    return request


def keyword_arguments(s: codatsynccommerce.CodatSyncCommerce, customer: Dict[str, Any]) -> None:
    create = s.accounting_customers.create_accounting_customer
    created = create(company_id="c", connection_id="d", accounting_customer={"status": "Active"})
    create(company_id="c", connection_id="d", accounting_customer=shared.AccountingCustomer("Active"))
    create(company_id="c", connection_id="d", accounting_customer=customer)
    assert_type(created.result, shared.AccountingCreateCustomerResponse)
    s.refresh_data.by_data_type(company_id="c", data_type="invoices")
    s.platform_companies.create_company({"name": "Marlow Books"})
    texts = {"confirm": {"required": True, "text": "Confirm"}}
    s.sync_flow_preferences.update_config_text_sync_flow(texts, locale="en-us")


async def asynchronous_keyword_arguments(s: codatsynccommerce.AsyncCodatSyncCommerce) -> None:
    create = s.accounting_customers.create_accounting_customer
    created = await create(company_id="c", connection_id="d", accounting_customer={"status": "Active"})
    assert_type(created.result, shared.AccountingCreateCustomerResponse)
    await s.refresh_data.by_data_type(company_id="c", data_type="invoices")
    await s.platform_companies.create_company({"name": "Marlow Books"})


def what_is_refused(s: codatsynccommerce.CodatSyncCommerce, customer: shared.AccountingCustomer) -> None:
    # Each ignore must be needed: both checkers report one that is not.
    shared.AccountBalance(available=[1])  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    shared.AccountBalance(available=1.5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    shared.AccountBalance(avaliable=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    shared.AccountingCustomer()  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    shared.AccountingCustomer(status=1)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    shared.AccountingCustomer("Active", addresses="York")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    shared.AccountingCustomer("Active", metadata=[])  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    shared.AccountingCustomer("Active", contacts=[customer])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
    create = s.accounting_customers.create_accounting_customer
    create(company_id="c", accounting_customer=1)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    create(companyid="c")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    customer.custmer_name = "A"  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue]
    # What is assigned is what is read back: an attribute has one type.
    customer.status = "Active"  # type: ignore[assignment] # pyright: ignore[reportAttributeAccessIssue]
