"""Create customer. Generated from api/accounting/customers.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingCustomerRequest(Request):
    """The request of `create_accounting_customer`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    accounting_customer: Optional[shared.AccountingCustomer] = None
    """Customer to create.

    Leave out `modified_date` and `source_modified_date`; send an `id` only if the platform asks for one, as Sage 50 UK
    does.
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
            accounting_customer: Optional[Union[shared.AccountingCustomer, Mapping[str, Any]]] = None,
            timeout_in_minutes: Optional[int] = None,
            allow_sync_on_push_complete: Optional[bool] = None,
        ) -> None: ...


@dataclass
class CreateAccountingCustomerResponse(Response["shared.AccountingCreateCustomerResponse"]):
    """The response of `create_accounting_customer`."""

    accounting_create_customer_response: Optional[shared.AccountingCreateCustomerResponse] = None
    """Push operation that creates a customer in the accounting software, with its progress, outcome and
    validation messages.
    """


CREATE_ACCOUNTING_CUSTOMER: Operation[CreateAccountingCustomerResponse] = Operation(
    name="create-accounting-customer",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/customers",
    query={"timeout_in_minutes": "timeoutInMinutes", "allow_sync_on_push_complete": "allowSyncOnPushComplete"},
    body="accounting_customer",
    request=CreateAccountingCustomerRequest,
    response=CreateAccountingCustomerResponse,
    payload="accounting_create_customer_response",
)
