"""PaymentAllocationPayment. Generated from api/accounting/common.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel

from .accountref import AccountRef


@dataclass
class PaymentAllocationPayment(InputModel):
    """Payment of which a part or the whole was set against the document that lists it."""

    account_ref: Optional[AccountRef] = None
    """Account into or out of which the payment was made."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency in which the payment was made."""

    currency_rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Factor that turns the payment from `currency` into the base currency of the company by multiplication."""

    id: Optional[str] = None
    """Identifier of the payment in the accounting software."""

    note: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text that was recorded with the payment."""

    paid_on_date: Optional[str] = None
    """Date on which the payment was made; ISO 8601 in UTC, with an offset, or local time without zone."""

    reference: Optional[str] = field(default=None, metadata=NULLABLE)
    """Reference by which payer or payee recognise the payment, such as a bank reference."""

    total_amount: Optional[Decimal] = None
    """Whole amount of the payment, in the currency of `currency`, including parts set against other documents."""

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            account_ref: Optional[Union[AccountRef, Mapping[str, Any]]] = None,
            currency: Optional[str] = None,
            currency_rate: Optional[Union[Decimal, int, str]] = None,
            id: Optional[str] = None,
            note: Optional[str] = None,
            paid_on_date: Optional[str] = None,
            reference: Optional[str] = None,
            total_amount: Optional[Union[Decimal, int, str]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
