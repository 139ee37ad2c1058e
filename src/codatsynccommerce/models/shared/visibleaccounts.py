"""Generated from api/sync_flow_preferences.yaml by `make generate`: VisibleAccounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class VisibleAccounts(Model):
    """Choice of the accounts that merchants see in the sync flow.

    An empty object shows all accounts, an empty list only the required ones.

    Arguments:
        visible_accounts: Names of the accounts to show. Leave it out to show all; send an empty list to show only
            the required ones.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    visible_accounts: Optional[List[str]] = None
    """Names of the accounts to show. Leave it out to show all; send an empty list to show only the required ones."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
