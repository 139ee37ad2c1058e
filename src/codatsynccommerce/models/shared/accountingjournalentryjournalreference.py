"""AccountingJournalEntryJournalReference. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import NULLABLE, InputModel


@dataclass
class AccountingJournalEntryJournalReference(InputModel):
    """Reference to the journal in which an entry is kept."""

    id: str
    """Identifier of the journal in the accounting software."""

    name: Optional[str] = field(default=None, metadata=NULLABLE)
    """Name of the journal, at most 256 characters, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
