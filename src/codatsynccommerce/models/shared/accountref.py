"""AccountRef. Generated from api/accounting/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class AccountRef(InputModel):
    """Reference to an account in the chart of accounts."""

    id: Optional[str] = None
    """Identifier of the account, equal to `id` in the list of accounts."""

    name: Optional[str] = None
    """Name of the account, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
