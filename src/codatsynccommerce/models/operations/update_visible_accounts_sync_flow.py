"""Generated from api/sync_flow_preferences.yaml by `make generate`: update-visible-accounts-sync-flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class UpdateVisibleAccountsSyncFlowRequest:
    """What `update_visible_accounts_sync_flow` asks for.

    Arguments:
        platform_key: Four-letter key of the accounting platform, such as `gbol` for Xero, as returned by
            `s.integrations.list_integrations`.
        visible_accounts: Object with the list `visible_accounts`; an empty object shows all accounts and an empty
            list only the required ones.
    """

    platform_key: str
    """Four-letter key of the accounting platform, such as `gbol` for Xero, as returned by
    `s.integrations.list_integrations`.
    """

    visible_accounts: Optional[shared.VisibleAccounts] = None
    """Object with the list `visible_accounts`; an empty object shows all accounts and an empty list only the
    required ones.
    """


@dataclass
class UpdateVisibleAccountsSyncFlowResponse(Response["shared.VisibleAccounts"]):
    """Response of `update_visible_accounts_sync_flow`."""

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
