"""Get sync settings. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetCompanySyncSettingsRequest(Request):
    """The request of `get_sync_settings`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """


@dataclass
class GetCompanySyncSettingsResponse(Response["shared.CompanySyncSettings"]):
    """The response of `get_sync_settings`."""

    company_sync_settings: Optional[shared.CompanySyncSettings] = None
    """The refresh settings of the company, one for each data type."""


GET_COMPANY_SYNC_SETTINGS: Operation[GetCompanySyncSettingsResponse] = Operation(
    name="get-company-sync-settings",
    method="GET",
    path="/companies/{company_id}/syncSettings",
    request=GetCompanySyncSettingsRequest,
    response=GetCompanySyncSettingsResponse,
    payload="company_sync_settings",
)
