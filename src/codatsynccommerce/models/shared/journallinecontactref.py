"""JournalLineContactRef. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from codatsynccommerce._runtime.models import InputModel

from .journallinecontacttype import JournalLineContactType


@dataclass
class JournalLineContactRef(InputModel):
    """Reference to the customer or supplier whom a journal line concerns."""

    data_type: Optional[JournalLineContactType] = None
    """Data type to which the contact belongs: `customers` or `suppliers`."""

    id: Optional[str] = None
    """Identifier of the customer or supplier in the accounting software."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            data_type: Optional[Union[JournalLineContactType, str]] = None,
            id: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
