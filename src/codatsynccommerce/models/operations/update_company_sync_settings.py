"""Set sync settings. Generated from api/platform.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateCompanySyncSettingsRequest(Request):
    """The request of `update_sync_settings`."""

    company_id: str
    """Identifier (UUID) of the company, as returned in `id` by `s.platform_companies.create_company` or
    `s.platform_companies.list_companies`.
    """

    company_sync_settings: Optional[shared.CompanySyncSettings] = None
    """All refresh settings of the company, with `overrides_defaults` true to use them."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            company_id: str,
            company_sync_settings: Optional[Union[shared.CompanySyncSettings, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class UpdateCompanySyncSettingsResponse(Response[None]):
    """The response of `update_sync_settings`."""


UPDATE_COMPANY_SYNC_SETTINGS: Operation[UpdateCompanySyncSettingsResponse] = Operation(
    name="update-company-sync-settings",
    method="POST",
    path="/companies/{company_id}/syncSettings",
    body="company_sync_settings",
    request=UpdateCompanySyncSettingsRequest,
    response=UpdateCompanySyncSettingsResponse,
)
