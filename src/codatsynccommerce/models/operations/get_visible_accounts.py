"""Get visible accounts. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetVisibleAccountsRequest(Request):
    """The request of `get_visible_accounts`."""

    client_id: str
    """Identifier (UUID) of your Codat client, not of a company."""

    platform_key: str
    """Four-letter key of the accounting platform, such as `gbol` for Xero, as returned by
    `s.integrations.list_integrations`.
    """


@dataclass
class GetVisibleAccountsResponse(Response["shared.VisibleAccounts"]):
    """The response of `get_visible_accounts`."""

    visible_accounts: Optional[shared.VisibleAccounts] = None
    """Choice of the accounts that merchants see in the sync flow.

    An empty object shows all accounts, an empty list only the required ones.
    """


GET_VISIBLE_ACCOUNTS: Operation[GetVisibleAccountsResponse] = Operation(
    name="get-visible-accounts",
    method="GET",
    path="/clients/{client_id}/config/ui/accounts/platform/{platform_key}",
    request=GetVisibleAccountsRequest,
    response=GetVisibleAccountsResponse,
    payload="visible_accounts",
)
