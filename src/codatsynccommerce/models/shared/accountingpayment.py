"""AccountingPayment. Generated from api/accounting/payments.yaml by `make generate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from codatsynccommerce._runtime.models import NULLABLE, InputModel, json_name

from .accountingcustomerref import AccountingCustomerRef
from .accountref import AccountRef
from .metadata import Metadata
from .paymentline import PaymentLine
from .paymentmethodref import PaymentMethodRef
from .supplementaldata import SupplementalData


@dataclass
class AccountingPayment(InputModel):
    """Money received from a customer or refunded to one, with the invoices and credit notes it settles (accounts
    receivable).
    """

    date_: str = field(metadata=json_name("date"))
    """Date on which the payment was made; ISO 8601 in UTC, with an offset, or local time without zone."""

    account_ref: Optional[AccountRef] = None
    """Account, usually a bank account, into or out of which the payment was made."""

    currency: Optional[str] = None
    """ISO 4217 code of the currency in which the amounts of the payment are given; `XXX` when the source names none."""

    currency_rate: Optional[Decimal] = field(default=None, metadata=NULLABLE)
    """Factor that turns amounts of the payment from `currency` into the base currency of the company by
    multiplication; up to 9 decimal places.
    """

    customer_ref: Optional[AccountingCustomerRef] = None
    """Customer who paid or who received the refund."""

    id: Optional[str] = None
    """Identifier of the payment in the accounting software, read-only; leave it out when creating a record."""

    lines: Optional[List[PaymentLine]] = field(default=None, metadata=NULLABLE)
    """Parts of the payment, each with the documents it was set against."""

    metadata: Optional[Metadata] = None
    """Flags about the payment as a record, such as whether it was deleted at the source."""

    modified_date: Optional[str] = None
    """Date and time at which Codat last changed its copy of the payment, read-only; ISO 8601, normally UTC `Z`."""

    note: Optional[str] = field(default=None, metadata=NULLABLE)
    """Free text recorded with the payment."""

    payment_method_ref: Optional[PaymentMethodRef] = None
    """Way in which the payment was made, such as cash or card."""

    reference: Optional[str] = field(default=None, metadata=NULLABLE)
    """Reference by which payer or payee recognise the payment, such as a bank reference."""

    source_modified_date: Optional[str] = None
    """Date and time at which the accounting software last changed the payment, read-only; ISO 8601, often local
    time without zone.
    """

    supplemental_data: Optional[SupplementalData] = None
    """Additional fields of the payment that you configured for the platform and that the standard model lacks."""

    total_amount: Optional[Decimal] = None
    """Whole amount of the payment, in the currency of `currency`: positive for money received, negative for a
    refund.
    """

    extra: Optional[Dict[str, Any]] = field(default=None, kw_only=True, repr=False)
    """Fields to send that are not named above, by their JSON names, for what a single integration accepts."""

    if TYPE_CHECKING:  # The constructor takes more than what the attributes hold.

        def __init__(
            self,
            date_: str,
            account_ref: Optional[Union[AccountRef, Mapping[str, Any]]] = None,
            currency: Optional[str] = None,
            currency_rate: Optional[Union[Decimal, int, str]] = None,
            customer_ref: Optional[Union[AccountingCustomerRef, Mapping[str, Any]]] = None,
            id: Optional[str] = None,
            lines: Optional[Sequence[Union[PaymentLine, Mapping[str, Any]]]] = None,
            metadata: Optional[Union[Metadata, Mapping[str, Any]]] = None,
            modified_date: Optional[str] = None,
            note: Optional[str] = None,
            payment_method_ref: Optional[Union[PaymentMethodRef, Mapping[str, Any]]] = None,
            reference: Optional[str] = None,
            source_modified_date: Optional[str] = None,
            supplemental_data: Optional[Union[SupplementalData, Mapping[str, Any]]] = None,
            total_amount: Optional[Union[Decimal, int, str]] = None,
            *,
            extra: Optional[Dict[str, Any]] = None,
        ) -> None: ...
