"""Generated from api/accounting/journal_entries.yaml by `make generate`: AccountingJournalEntryJournalReference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from codatsynccommerce._runtime.models import Model


@dataclass
class AccountingJournalEntryJournalReference(Model):
    """Reference to the journal in which an entry is kept.

    Arguments:
        id: Identifier of the journal in the accounting software.
        name: Name of the journal, at most 256 characters, given for information; `id` decides.
        extra: Keys to send that are not named above, by their names on the wire: what one integration wants more.
    """

    id: str
    """Identifier of the journal in the accounting software."""

    name: Optional[str] = None
    """Name of the journal, at most 256 characters, given for information; `id` decides."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Keys to send that are not named above, by their names on the wire: what one integration wants more."""
