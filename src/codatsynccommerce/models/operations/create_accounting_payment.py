"""Create payment. Generated from api/accounting/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingPaymentRequest(Request):
    """The request of `create_accounting_payment`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    accounting_payment: Optional[shared.AccountingPayment] = None
    """Payment to create, with the invoices or other records that it pays in `lines`.

    Leave out `id`, `modified_date` and `source_modified_date`, which the server or platform sets.
    """

    timeout_in_minutes: Optional[int] = None
    """Minutes after which an unfinished push is marked `TimedOut`.

    The write may still happen later if it was already under way.
    """

    allow_sync_on_push_complete: Optional[bool] = None
    """Whether Codat refreshes the data type after the push has finished. Codat assumes `true` if it is not sent."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            connection_id: str,
            accounting_payment: Optional[Union[shared.AccountingPayment, Mapping[str, Any]]] = None,
            timeout_in_minutes: Optional[int] = None,
            allow_sync_on_push_complete: Optional[bool] = None,
        ) -> None: ...


@dataclass
class CreateAccountingPaymentResponse(Response["shared.AccountingCreatePaymentResponse"]):
    """The response of `create_accounting_payment`."""

    accounting_create_payment_response: Optional[shared.AccountingCreatePaymentResponse] = None
    """Push operation that creates a payment in the accounting software, with its progress, outcome and
    validation messages.
    """


CREATE_ACCOUNTING_PAYMENT: Operation[CreateAccountingPaymentResponse] = Operation(
    name="create-accounting-payment",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/payments",
    query={"timeout_in_minutes": "timeoutInMinutes", "allow_sync_on_push_complete": "allowSyncOnPushComplete"},
    body="accounting_payment",
    request=CreateAccountingPaymentRequest,
    response=CreateAccountingPaymentResponse,
    payload="accounting_create_payment_response",
)
