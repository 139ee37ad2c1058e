"""Create direct income. Generated from api/accounting/direct_incomes.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class CreateAccountingDirectIncomeRequest(Request):
    """The request of `create_accounting_direct_income`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    connection_id: str
    """Identifier (UUID) of the accounting connection to write to, which must be `Linked`."""

    accounting_direct_income: Optional[shared.AccountingDirectIncome] = None
    """Direct income to create, with its lines and the account that received the money.

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
            accounting_direct_income: Optional[Union[shared.AccountingDirectIncome, Mapping[str, Any]]] = None,
            timeout_in_minutes: Optional[int] = None,
        ) -> None: ...


@dataclass
class CreateAccountingDirectIncomeResponse(Response["shared.AccountingCreateDirectIncomeResponse"]):
    """The response of `create_accounting_direct_income`."""

    accounting_create_direct_income_response: Optional[shared.AccountingCreateDirectIncomeResponse] = None
    """Push operation that creates a direct income in the accounting software, with its progress, outcome and
    validation messages.
    """


CREATE_ACCOUNTING_DIRECT_INCOME: Operation[CreateAccountingDirectIncomeResponse] = Operation(
    name="create-accounting-direct-income",
    method="POST",
    path="/companies/{company_id}/connections/{connection_id}/push/directIncomes",
    query={"timeout_in_minutes": "timeoutInMinutes"},
    body="accounting_direct_income",
    request=CreateAccountingDirectIncomeRequest,
    response=CreateAccountingDirectIncomeResponse,
    payload="accounting_create_direct_income_response",
)
