"""AccountingJournalEntry. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountingjournalentryjournalreference import AccountingJournalEntryJournalReference
from .accountingjournalentryrecordreference import AccountingJournalEntryRecordReference
from .journalline import JournalLine
from .metadata import Metadata
from .supplementaldata import SupplementalData


@dataclass
class AccountingJournalEntry(InputModel):
    """Entry in the general ledger whose lines debit and credit accounts and add up to zero."""

    created_on: Optional[str] = None
    """Date on which the entry was made in the accounting software; ISO 8601 in UTC, with an offset, or local
    time without zone.
    """

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text that explains the entry as a whole."""

    id: Optional[str] = None
    """Identifier of the journal entry in the accounting software, read-only; leave it out when creating a record."""

    journal_lines: Optional[List[JournalLine]] = field(default=None, metadata=NULLABLE)
    """Lines of the entry, at least one debit and one credit, whose `net_amount` values balance to zero."""

    journal_ref: Optional[AccountingJournalEntryJournalReference] = None
    """Journal in which the entry is kept."""

    metadata: Optional[Metadata] = None
    """Flags about the journal entry as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the journal entry, read-only; ISO 8601, normally UTC
    `Z`.
    """

    posted_on: Optional[str] = None
    """Date on which the entry takes effect in the ledger; ISO 8601 in UTC, with an offset, or local time without
    zone.
    """

    record_ref: Optional[AccountingJournalEntryRecordReference] = None
    """Record, such as a transfer or an invoice, that gave rise to the entry."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the journal entry, read-only; ISO 8601, often
    local time without zone.
    """

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the journal entry that you configured for the platform and that the standard model lacks."""

    updated_on: Optional[str] = None
    """Date on which the entry was last changed in the accounting software; ISO 8601 in UTC, with an offset, or
    local time without zone.
    """

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            created_on: Optional[str] = None,
            description: Optional[str] = None,
            id: Optional[str] = None,
            journal_lines: Optional[Sequence[Union[JournalLine, Mapping[str, Any]]]] = None,
            journal_ref: Optional[Union[AccountingJournalEntryJournalReference, Mapping[str, Any]]] = None,
            metadata: Optional[Union[Metadata, Mapping[str, Any]]] = None,
            modified_date: Optional[str] = None,
            posted_on: Optional[str] = None,
            record_ref: Optional[Union[AccountingJournalEntryRecordReference, Mapping[str, Any]]] = None,
            source_modified_date: Optional[str] = None,
            supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
            updated_on: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...


# Names that earlier releases defined in this module.
JournalReference = AccountingJournalEntryJournalReference
RecordReference = AccountingJournalEntryRecordReference

__all__ = [
    "AccountingJournalEntry",
    "JournalReference",
    "RecordReference",
]
