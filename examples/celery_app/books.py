"""From an order to its three records in the books: the customer, then the invoice, then the payment.

Each record has a journal of its own, named after what it is. Writing the same record again adds nothing, so every
function here may run twice, or in several processes at once.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from orders import Order, finish, unfinished
from settings import CLEARING_ACCOUNT_ID, COMPANY_ID, CONNECTION_ID, DATABASE, SALES_ACCOUNT_ID

from codatsynccommerce import CodatSyncCommerce, bulk
from codatsynccommerce.models import operations, shared

if TYPE_CHECKING:
    from collections.abc import Callable


def advance(client: CodatSyncCommerce) -> None:
    """Write the next record of each order that is not finished into its journal."""
    for order in unfinished():
        _advance(client, order)


def state(order: Order) -> dict[str, str]:
    """Return what became of each record of an order so far."""
    found: dict[str, str] = {}
    for name in (f"customer {order.email}", f"invoice {order.id}", f"payment {order.id}"):
        try:
            rows = list(bulk.read_report(DATABASE, name=name).rows())
        except bulk.JournalError:  # It has no journal yet.
            continue
        for row in rows:
            found[name] = f"{row.status}: {row.error}" if row.error else row.status
    return found


def _advance(client: CodatSyncCommerce, order: Order) -> None:
    customer_id = _created(
        client.accounting_customers.create_accounting_customer, f"customer {order.email}", _customer(order)
    )
    if customer_id is None:
        return
    invoice = _invoice(order, customer_id)
    invoice_id = _created(client.accounting_invoices.create_accounting_invoice, f"invoice {order.id}", invoice)
    if invoice_id is None:
        return
    payment = _payment(order, customer_id, invoice_id)
    if _created(client.accounting_payments.create_accounting_payment, f"payment {order.id}", payment) is not None:
        finish(order)


def _created(create: Callable[..., Any], name: str, request: Any) -> str | None:
    """Return the id of a record once it is in the books. Before that, write it into its journal to be sent."""
    bulk.fill(create, [request], journal=DATABASE, name=name)
    rows = list(bulk.read_report(DATABASE, name=name).rows("succeeded"))
    return rows[0].record_id if rows else None


def _customer(order: Order) -> operations.CreateAccountingCustomerRequest:
    customer = shared.AccountingCustomer(
        status=shared.CustomerStatus.ACTIVE, customer_name=order.email, email_address=order.email
    )
    return operations.CreateAccountingCustomerRequest(COMPANY_ID, CONNECTION_ID, customer)


def _invoice(order: Order, customer_id: str) -> operations.CreateAccountingInvoiceRequest:
    line = shared.InvoiceLineItem(
        description=order.description,
        quantity=Decimal(order.quantity),
        unit_amount=order.unit_price,
        tax_amount=Decimal(0),
        account_ref=shared.AccountRef(id=SALES_ACCOUNT_ID),
    )
    invoice = shared.AccountingInvoice(
        status=shared.InvoiceStatus.SUBMITTED,
        issue_date=order.date,
        due_date=order.date,
        currency="GBP",
        note=f"Order {order.id}",
        customer_ref=shared.AccountingCustomerRef(id=customer_id),
        total_amount=order.total,
        total_tax_amount=Decimal(0),
        amount_due=order.total,
        line_items=[line],
    )
    return operations.CreateAccountingInvoiceRequest(COMPANY_ID, CONNECTION_ID, invoice)


def _payment(order: Order, customer_id: str, invoice_id: str) -> operations.CreateAccountingPaymentRequest:
    link = shared.PaymentLineLink(type=shared.PaymentLinkType.INVOICE, id=invoice_id, amount=-order.total)
    payment = shared.AccountingPayment(
        date_=order.date,
        currency="GBP",
        note=f"Order {order.id}",
        customer_ref=shared.AccountingCustomerRef(id=customer_id),
        account_ref=shared.AccountRef(id=CLEARING_ACCOUNT_ID),
        total_amount=order.total,
        lines=[shared.PaymentLine(amount=order.total, links=[link])],
    )
    return operations.CreateAccountingPaymentRequest(COMPANY_ID, CONNECTION_ID, payment)
