"""The kinds of record that can be created, and what is known about each beyond the names of its fields."""

from __future__ import annotations

import json
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from codatsynccommerce._runtime.codec.schema import camel_case
from codatsynccommerce.models import operations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from codatsynccommerce.sdk import CodatSyncCommerce


class RecordKind(NamedTuple):
    """A kind of record that can be created.

    Attributes:
        name: What the records are called, in the plural.
        request: Class of the requests that create them.
        body: Field of the request that holds the record.
        method: Dotted path from the client to the method that creates them.
        labels: Fields by which a person knows a record, the best first.
        defaults: Values of fields without a cell, as `requests_from_csv` takes them.
        required: Fields that every record must have, beyond those that its class requires.
    """

    name: str
    request: Callable[..., Any]
    body: str
    method: str
    labels: tuple[str, ...]
    defaults: Mapping[str, Any] = MappingProxyType({})
    required: tuple[str, ...] = ()

    def create_method(self, client: CodatSyncCommerce) -> Callable[..., object]:
        """Return the method of a client that creates such a record."""
        method: Callable[..., Any] = attrgetter(self.method)(client)
        return method

    def label(self, request: object) -> str | None:
        """Return what a person calls the record of a request, such as its name or number; None where it has nothing."""
        record = getattr(request, self.body)
        return _first_of(getattr(record, name) for name in self.labels)

    def label_of_content(self, content: str) -> str | None:
        """Return what a person calls the record that was sent as JSON; None where it has nothing, or there is none."""
        record: dict[str, Any] = json.loads(content or "{}")
        return _first_of(record.get(camel_case(name)) for name in self.labels)


def _first_of(values: Iterable[object]) -> str | None:
    return next((str(value) for value in values if value is not None), None)


CUSTOMERS = RecordKind(
    "customers",
    operations.CreateAccountingCustomerRequest,
    "accounting_customer",
    "accounting_customers.create_accounting_customer",
    ("customer_name", "contact_name", "email_address"),
    # The API requires each of these.
    {
        "status": "Active",
        "addresses.*.type": "Unknown",
        "contacts.*.status": "Active",
        "contacts.*.address.type": "Unknown",
        "contacts.*.phone.*.type": "Unknown",
    },
    # The API requires no name, but nearly every accounting software does.
    ("customer_name",),
)
RECORD_KINDS = (
    RecordKind(
        "accounts",
        operations.CreateAccountingAccountRequest,
        "accounting_account",
        "accounting_accounts.create_accounting_account",
        ("name", "nominal_code"),
        {"status": "Active"},
        ("name",),
    ),
    RecordKind(
        "credit-notes",
        operations.CreateAccountingCreditNoteRequest,
        "accounting_credit_note",
        "accounting_credit_notes.create_accounting_credit_note",
        ("credit_note_number", "note"),
    ),
    CUSTOMERS,
    RecordKind(
        "direct-incomes",
        operations.CreateAccountingDirectIncomeRequest,
        "accounting_direct_income",
        "accounting_direct_incomes.create_accounting_direct_income",
        ("reference", "note"),
    ),
    RecordKind(
        "invoices",
        operations.CreateAccountingInvoiceRequest,
        "accounting_invoice",
        "accounting_invoices.create_accounting_invoice",
        ("invoice_number", "note"),
    ),
    RecordKind(
        "journal-entries",
        operations.CreateAccountingJournalEntryRequest,
        "accounting_journal_entry",
        "accounting_journal_entries.create_accounting_journal_entry",
        ("description",),
        required=("journal_lines",),
    ),
    RecordKind(
        "payments",
        operations.CreateAccountingPaymentRequest,
        "accounting_payment",
        "accounting_payments.create_accounting_payment",
        ("reference", "note"),
    ),
)
