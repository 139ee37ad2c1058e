"""Generated from api/sync_flow_preferences.yaml by `make generate`: get-visible-accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Optional

import requests

from codatsynccommerce._runtime.models import Response
from codatsynccommerce._runtime.operation import Operation
from codatsynccommerce.models import shared


@dataclass
class GetVisibleAccountsRequest:
    """What `get_visible_accounts` asks for.

    Arguments:
        client_id: Identifier (UUID) of your Codat client, not of a company.
        platform_key: Four-letter key of the accounting platform, such as `gbol` for Xero, as returned by
            `s.integrations.list_integrations`.
    """

    client_id: str
    """Identifier (UUID) of your Codat client, not of a company."""

    platform_key: str
    """Four-letter key of the accounting platform, such as `gbol` for Xero, as returned by
    `s.integrations.list_integrations`.
    """


@dataclass
class GetVisibleAccountsResponse(Response):
    """What `get_visible_accounts` answers."""

    content_type: str
    """The Content-Type header of the answer."""

    status_code: int
    """The HTTP status of the answer."""

    raw_response: Optional[requests.Response] = field(default=None, repr=False)
    """The answer as `requests` gives it, for what the models do not name."""

    visible_accounts: Optional[shared.VisibleAccounts] = None
    """Choice of the accounts that merchants see in the sync flow.

    An empty object shows all accounts, an empty list only the required ones.
    """

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The headers of the answer; names in any case."""

    idempotency_key: Optional[str] = None
    """The Idempotency-Key that the request carried: none, for only POST and PATCH take one."""


GET_VISIBLE_ACCOUNTS: Operation[GetVisibleAccountsResponse] = Operation(
    name="get-visible-accounts",
    method="GET",
    path="/clients/{client_id}/config/ui/accounts/platform/{platform_key}",
    request=GetVisibleAccountsRequest,
    response=GetVisibleAccountsResponse,
    payload="visible_accounts",
)
