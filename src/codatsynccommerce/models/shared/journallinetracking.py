"""JournalLineTracking. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .recordref import RecordRef


@dataclass
class JournalLineTracking(InputModel):
    """Assignment of a journal line to other records."""

    record_refs: Optional[List[RecordRef]] = field(default=None, metadata=NULLABLE)
    """Records to which the line is assigned, such as tracking categories or projects."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            record_refs: Optional[Sequence[Union[RecordRef, Mapping[str, Any]]]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
