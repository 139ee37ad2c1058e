"""AccountingAccountValidDataTypeLinks. Generated from api/accounting/accounts.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class AccountingAccountValidDataTypeLinks(InputModel):
    """One property of an account together with the fields of other data types that may hold its value."""

    links: Optional[List[str]] = field(default=None, metadata=NULLABLE)
    """Paths of the fields in other data types that accept the value of `property` as a reference."""

    property: Optional[str] = field(default=None, metadata=NULLABLE)
    """Property of the account whose value is used as the reference, for example `id`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
