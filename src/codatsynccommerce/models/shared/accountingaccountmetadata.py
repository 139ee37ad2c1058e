"""AccountingAccountMetadata. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class AccountingAccountMetadata(InputModel):
    """Flags about an account as a record in the source."""

    is_deleted: Optional[bool] = field(default=None, metadata=NULLABLE)
    """True if the account has been deleted in the accounting software but is kept by Codat; may be null on older
    rows.
    """

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
