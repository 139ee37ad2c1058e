"""AccountingJournalEntryRecordReference. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import InputModel


@dataclass
class AccountingJournalEntryRecordReference(InputModel):
    """Reference to the record that gave rise to a journal entry."""

    data_type: Optional[str] = None
    """Data type to which the record belongs, such as `transfers` or `invoices`."""

    id: Optional[str] = None
    """Identifier of the record within its data type."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""
