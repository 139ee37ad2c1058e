"""AccountOption. Generated from api/configuration.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class AccountOption(InputModel):
    """Account in the merchant's accounting software that may be chosen in the configuration."""

    KEEPS_EXTRA: ClassVar[bool] = True

    classification: Optional[str] = field(default=None, metadata=NULLABLE)
    """Kind of account for display, such as `Bank Nominal`."""

    id: Optional[str] = None
    """Identifier of the account, the value to put into `selected_account_id`."""

    name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Display name of the account."""

    nominal_code: Optional[str] = field(default=None, metadata=NULLABLE)
    """Code of the account in the merchant's chart of accounts. Null if the software uses none."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
