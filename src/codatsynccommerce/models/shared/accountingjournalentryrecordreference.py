"""Generated from api/accounting/journal_entries.yaml by `make generate`: AccountingJournalEntryRecordReference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class AccountingJournalEntryRecordReference(Model):
    """Reference to the record that gave rise to a journal entry.

    Arguments:
        data_type: Data type to which the record belongs, such as `transfers` or `invoices`.
        id: Identifier of the record within its data type.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    data_type: Optional[str] = None
    """Data type to which the record belongs, such as `transfers` or `invoices`."""

    id: Optional[str] = None
    """Identifier of the record within its data type."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
