"""Create invoice. Generated from api/accounting/invoices.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingInvoiceRequest(Request):
    """The request of `create_accounting_invoice`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    accounting_invoice: Optional[shared.AccountingInvoice] = None
    """Invoice to create, with its lines and customer.

    Leave out `id`, `modified_date` and `source_modified_date`, which the server or platform sets.
    """

    timeout_in_minutes: Optional[int] = None
    """Minutes after which an unfinished push is marked `TimedOut`.

    The write may still happen later if it was already under way.
    """

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            connection_id: str,
            accounting_invoice: Optional[Union[shared.AccountingInvoice, Mapping[str, Any]]] = None,
            timeout_in_minutes: Optional[int] = None,
        ) -> None: ...


@dataclass
class CreateAccountingInvoiceResponse(Response["shared.AccountingCreateInvoiceResponse"]):
    """The response of `create_accounting_invoice`."""

    accounting_create_invoice_response: Optional[shared.AccountingCreateInvoiceResponse] = None
    """Push operation that creates an invoice in the accounting software, with its progress, outcome and
    validation messages.
    """


CREATE_ACCOUNTING_INVOICE: Operation[CreateAccountingInvoiceResponse] = Operation(
    name="create-accounting-invoice",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/invoices",
    query={"timeout_in_minutes": "timeoutInMinutes"},
    body="accounting_invoice",
    request=CreateAccountingInvoiceRequest,
    response=CreateAccountingInvoiceResponse,
    payload="accounting_create_invoice_response",
)
