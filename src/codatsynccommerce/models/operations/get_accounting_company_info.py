"""Generated from api/accounting/company_info.yaml by `make generate`: get-accounting-company-info."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetAccountingCompanyInfoRequest:
    """What `get_accounting_company_info` asks for.

    Arguments:
        company_id: Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company`
            or `s.company_management.list_companies`.
    """

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.company_management.create_company` or
    `s.company_management.list_companies`.
    """


@dataclass
class GetAccountingCompanyInfoResponse(Response):
    """What `get_accounting_company_info` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    accounting_company_dataset: Optional[shared.AccountingCompanyDataset] = None
    """Details of the company as recorded in its accounting software."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_ACCOUNTING_COMPANY_INFO: Operation[GetAccountingCompanyInfoResponse] = Operation(
    name="get-accounting-company-info",
    method="GET",
    path="/companies/{company_id}/data/info",
    request=GetAccountingCompanyInfoRequest,
    response=GetAccountingCompanyInfoResponse,
    payload="accounting_company_dataset",
)
