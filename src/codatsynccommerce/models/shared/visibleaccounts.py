"""VisibleAccounts. Generated from api/sync_flow_preferences.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class VisibleAccounts(InputModel):
    """Choice of the accounts that merchants see in the sync flow.

    An empty object shows all accounts, an empty list only the required ones.
    """

    visible_accounts: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Names of the accounts to show. Leave it out to show all; send an empty list to show only the required ones."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
