"""Set visible accounts. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from codatsynccommerce._runtime.models import Request, Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateVisibleAccountsSyncFlowRequest(Request):
    """The request of `update_visible_accounts_sync_flow`."""

    platform_key: str
    """Four-letter key of the accounting platform, such as `gbol` for Xero, as returned by
    `s.integrations.list_integrations`.
    """

    visible_accounts: Optional[shared.VisibleAccounts] = None
    """Object with the list `visible_accounts`; an empty object shows all accounts and an empty list only the
    required ones.
    """

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            platform_key: str,
            visible_accounts: Optional[Union[shared.VisibleAccounts, Mapping[str, Any]]] = None,
        ) -> None: ...


@dataclass
class UpdateVisibleAccountsSyncFlowResponse(Response["shared.VisibleAccounts"]):
    """The response of `update_visible_accounts_sync_flow`."""

    visible_accounts: Optional[shared.VisibleAccounts] = None
    """Choice of the accounts that merchants see in the sync flow.

    An empty object shows all accounts, an empty list only the required ones.
    """


UPDATE_VISIBLE_ACCOUNTS_SYNC_FLOW: Operation[UpdateVisibleAccountsSyncFlowResponse] = Operation(
    name="update-visible-accounts-sync-flow",
    method="POST",
    path="/sync/commerce/config/ui/accounts/platform/{platform_key}",
    body="visible_accounts",
    request=UpdateVisibleAccountsSyncFlowRequest,
    response=UpdateVisibleAccountsSyncFlowResponse,
    payload="visible_accounts",
)
