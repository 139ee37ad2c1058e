"""Get accounting company info. Generated from api/accounting/company_info.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetAccountingCompanyInfoRequest(Request):
    """The request of `get_accounting_company_info`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetAccountingCompanyInfoResponse(Response["shared.AccountingCompanyDataset"]):
    """The response of `get_accounting_company_info`."""

    accounting_company_dataset: Optional[shared.AccountingCompanyDataset] = None
    """Details of the company as recorded in its accounting software."""


GET_ACCOUNTING_COMPANY_INFO: Operation[GetAccountingCompanyInfoResponse] = Operation(
    name="get-accounting-company-info",
    method="GET",
    path="/companies/{company_id}/data/info",
    request=GetAccountingCompanyInfoRequest,
    response=GetAccountingCompanyInfoResponse,
    payload="accounting_company_dataset",
)
