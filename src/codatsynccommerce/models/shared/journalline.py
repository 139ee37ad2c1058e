"""JournalLine. Generated from api/accounting/journal_entries.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountref import AccountRef
from .journallinecontactref import JournalLineContactRef
from .journallinetracking import JournalLineTracking


@dataclass
class JournalLine(InputModel):
    """Line of a journal entry, which debits or credits one account."""

    net_amount: Decimal
    """Amount posted by the line, in the currency of `currency`: positive for a debit, negative for a credit."""

    account_ref: Optional[AccountRef] = None
    """Account in the chart of accounts that the line debits or credits."""

    currency: Optional[str] = field(default=None, metadata=NULLABLE)
    """ISO 4217 code of the currency of `net_amount`."""

    description: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text that explains the line."""

    tracking: Optional[JournalLineTracking] = None
    """Records, such as tracking categories, to which the line is assigned."""

    contact_ref: Optional[JournalLineContactRef] = None
    """Customer or supplier whom the line concerns."""

    transaction_amount: Optional[Decimal] = None
    """Amount of the line in the currency in which the business took place, `transaction_currency`, where that
    differs from `currency`.
    """

    transaction_currency: Optional[str] = None
    """ISO 4217 code of the currency of `transaction_amount`."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            net_amount: Union[Decimal, int, str],
            account_ref: Optional[Union[AccountRef, Mapping[str, Any]]] = None,
            currency: Optional[str] = None,
            description: Optional[str] = None,
            tracking: Optional[Union[JournalLineTracking, Mapping[str, Any]]] = None,
            contact_ref: Optional[Union[JournalLineContactRef, Mapping[str, Any]]] = None,
            transaction_amount: Optional[Union[Decimal, int, str]] = None,
            transaction_currency: Optional[str] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
